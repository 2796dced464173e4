// The few pictograms of the page, drawn in the colour of the text around them.
import type { ReactNode } from "react";

const SHAPES = {
  ok: <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM4.8 8.2l2.2 2.2 4.2-4.6" />,
  notice: <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM8 7.2v4M8 4.6v.4" />,
  warning: <path d="M8 1.8 15 14H1L8 1.8ZM8 6.2v3.6M8 11.8v.4" />,
  critical: <path d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2l3.7-3.7ZM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8" />,
  unknown: (
    <path d="M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM6 6.2a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.4M8 11.4v.4" />
  ),
  copy: <path d="M5.5 5.5h8v9h-8zM10.5 5.5v-4h-8v9h3" />,
  done: <path d="m2.5 8.5 3.5 3.5 7.5-8" />,
  refresh: <path d="M13.5 8a5.5 5.5 0 1 1-1.7-4M13.5 1.5V5H10" />,
  menu: <path d="M2 4h12M2 8h12M2 12h12" />,
  close: <path d="m3 3 10 10M13 3 3 13" />,
  sun: (
    <path d="M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M13 3l-1.1 1.1M4.1 11.9 3 13" />
  ),
  moon: <path d="M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1Z" />,
  system: <path d="M1.5 2.5h13v8.5h-13zM5 14h6M8 11v3" />,
  pin: <path d="M5.5 1.5h5M6.5 1.5v5l-3 3h9l-3-3v-5M8 9.5v5" />,
  swap: <path d="M2 5h12M11 2l3 3-3 3M14 11H2M5 8l-3 3 3 3" />,
  play: <path d="m4.5 2.5 8 5.5-8 5.5z" />,
  pause: <path d="M5 2.5v11M11 2.5v11" />,
  search: <path d="M7 2a5 5 0 1 0 0 10A5 5 0 0 0 7 2ZM11 11l3.5 3.5" />,
  external: <path d="M6 3H2.5v10.5H13V10M9 2.5h4.5V7M13.5 2.5 7 9" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

/** Always beside words or inside something with a name, so it is hidden from screen readers. */
export function Icon({ name, size = 14 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[name]}
    </svg>
  );
}
