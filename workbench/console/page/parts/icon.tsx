import type { JSX } from 'preact';

/** Strokes on a grid of 16. */
const PATHS = {
  calls: 'M2 4h9M8.5 1.5 11 4 8.5 6.5M14 12H5M7.5 9.5 5 12l2.5 2.5',
  sql: 'M2.5 4 6 8l-3.5 4M8 12.5h5.5',
  transactions: 'M3 8a5 5 0 0 1 8.7-3.3L13 6M13 2.5V6H9.5M13 8a5 5 0 0 1-8.7 3.3L3 10M3 13.5V10h3.5',
  data: 'M2.5 3.5h11v9h-11zM2.5 6.5h11M6.5 6.5v6',
  workshop: 'M2 5.5 8 3l6 2.5L8 8zM4.5 7v3.5c2 1.7 5 1.7 7 0V7',
  faults: 'M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5 14 14',
  lambda: 'M3.5 2.5h2.3L12 13.5h1.5M7.3 6.5 3.5 13.5',
  pause: 'M5.5 3v10M10.5 3v10',
  play: 'M4.5 2.5v11l9-5.5z',
  clear: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.7 9h5.6l.7-9',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  check: 'M3 8.5 6.5 12 13 4.5',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  replay: 'M3 8a5 5 0 1 0 1.5-3.6L3 6M3 2.5V6h3.5',
  edit: 'M3 13l.7-3L11 2.7 13.3 5 6 12.3zM9.5 4.2l2.3 2.3',
  warning: 'M8 2 1.5 13.5h13zM8 6.5v3.3M8 11.6v.1',
  help: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM6.2 6.3a1.8 1.8 0 1 1 2.6 1.7c-.6.3-.8.6-.8 1.2M8 11.4v.1',
  left: 'M10 3 5 8l5 5',
  right: 'M6 3l5 5-5 5',
  down: 'M3 6l5 5 5-5',
} as const;

/** What there is a picture of. */
export type IconName = keyof typeof PATHS;

/** Says nothing to those who do not see it: put words beside it, or a label on the button. */
export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
