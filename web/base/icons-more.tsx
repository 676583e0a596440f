import { icon } from './icon.tsx';

/* Icons that the widget draws only once a person has come: in a file of their own, they are not in its first one. */
export const MoreIcon = /* @__PURE__ */ icon('M10 4.6v.1M10 10v.1M10 15.4v.1');
export const ExcellentIcon = /* @__PURE__ */ icon(
  'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM6.3 11.5c.5 1.8 2 3 3.7 3s3.2-1.2 3.7-3zM7.5 7.5v.6M12.5 7.5v.6',
);
export const GoodIcon = /* @__PURE__ */ icon(
  'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7 12.3c.8.8 1.8 1.2 3 1.2s2.2-.4 3-1.2M7.5 7.5v.6M12.5 7.5v.6',
);
export const BadIcon = /* @__PURE__ */ icon(
  'M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7 13.8c.8-.9 1.8-1.3 3-1.3s2.200.4 3 1.3M7.5 7.5v.6M12.5 7.5v.6',
);
