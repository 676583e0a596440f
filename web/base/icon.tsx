import type { VNode } from 'preact';

/** Icons are outlines of 20 px in the text's colour, hidden from screen readers: the button that holds one has the name. */
type Icon = (props: { readonly size?: number }) => VNode;

/** An icon by its path. */
export const icon =
  (path: string): Icon =>
  ({ size = 20 }) => (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
