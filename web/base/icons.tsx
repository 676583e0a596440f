import { icon } from './icon.tsx';

export * from './icons-more.tsx';

export const ChatIcon = /* @__PURE__ */ icon(
  'M17 9.5c0 3.3-3.1 6-7 6-.9 0-1.7-.1-2.5-.4L3.5 16.5l1-3C3.6 12.4 3 11 3 9.5c0-3.3 3.1-6 7-6s7 2.7 7 6z',
);
export const CloseIcon = /* @__PURE__ */ icon('M5 5l10 10M15 5L5 15');
export const DownIcon = /* @__PURE__ */ icon('M5 7.5l5 5 5-5');
export const SendIcon = /* @__PURE__ */ icon('M10 16V4M5 9l5-5 5 5');
export const ClockIcon = /* @__PURE__ */ icon('M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.5 2');
export const TickIcon = /* @__PURE__ */ icon('M4.5 10.5l3.5 3.5 7.5-8');
export const TicksIcon = /* @__PURE__ */ icon('M2 10.5l3.5 3.5L13 6M9 13l1 1 7.5-8');
export const WarnIcon = /* @__PURE__ */ icon('M10 3.2l7.3 13H2.7zM10 8v4M10 14.3v.1');
export const PersonIcon = /* @__PURE__ */ icon(
  'M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10zM3.8 17c.5-3 3-5 6.2-5s5.7 2 6.2 5',
);
export const PhoneIcon = /* @__PURE__ */ icon(
  'M4.5 3h3l1.5 4-2 1.3a9 9 0 0 0 4.7 4.7l1.3-2 4 1.5v3a1.5 1.5 0 0 1-1.6 1.5A13 13 0 0 1 3 4.6 1.5 1.5 0 0 1 4.5 3z',
);
export const BellIcon = /* @__PURE__ */ icon(
  'M5 8.5a5 5 0 0 1 10 0c0 4 1.5 5 1.5 5h-13S5 12.5 5 8.5zM8.5 16.5a1.7 1.7 0 0 0 3 0',
);
export const BellOffIcon = /* @__PURE__ */ icon(
  'M5.5 6.5A5 5 0 0 1 15 8.5c0 1.500.2 2.600.5 3.4M13.5 13.5h-10S5 12.5 5 8.5M8.5 16.5a1.7 1.7 0 0 0 3 0M3 3l14 14',
);
export const AlarmIcon = /* @__PURE__ */ icon(
  'M10 17a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM10 8v3l2 1.5M3 5.5L5.5 3.2M17 5.5l-2.5-2.3',
);
export const OfflineIcon = /* @__PURE__ */ icon(
  'M3 3l14 14M2.5 8A11 11 0 0 1 6 5.8M9 4.9A11 11 0 0 1 17.5 8M5.3 11a7 7 0 0 1 3-1.8M12.5 9.6A7 7 0 0 1 14.7 11M8 13.8a3 3 0 0 1 4 0M10 16.5v.1',
);
export const BackIcon = /* @__PURE__ */ icon('M12.5 4.5L7 10l5.5 5.5');
export const NoteIcon = /* @__PURE__ */ icon('M4 3.5h12v9L12.5 16.5H4zM12.5 16.5v-4H16M7 7.5h6M7 10.5h3');
export const VerifiedIcon = /* @__PURE__ */ icon(
  'M10 2.5l6 2.2v4.5c0 3.8-2.5 6.8-6 8.3-3.5-1.5-6-4.5-6-8.3V4.7zM7 10l2.2 2.2L13 8',
);
export const EyeIcon = /* @__PURE__ */ icon(
  'M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
);
export const SnoozeIcon = /* @__PURE__ */ icon('M3.5 3.5h6L3.5 10h6M11.5 10.5h5l-5 6h5');
export const SearchIcon = /* @__PURE__ */ icon('M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5L17 17');
