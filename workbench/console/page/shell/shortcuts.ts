import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

/** A key, or two after another (`g c`), and what it does. */
export interface Shortcut {
  /** As `KeyboardEvent.key` has it; two are parted by a blank. */
  readonly keys: string;
  /** For the help: "Pause or go on". */
  readonly does: string;
  readonly run: () => void;
}

interface Group {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

/** All that work at the moment, for the help. */
export const shortcutGroups = signal<readonly Group[]>([]);

/** How long a second key may take. */
const PAIR_MS = 1000;

let first = '';
let firstAt = 0;

/** Lets keys work while the component is there; never while somebody writes. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const stable = shortcuts.map((shortcut, n) => ({ ...shortcut, run: () => latest.current[n]?.run() }));
    const group = { title, shortcuts: stable };
    shortcutGroups.value = [...shortcutGroups.value, group];
    return () => {
      shortcutGroups.value = shortcutGroups.value.filter((other) => other !== group);
    };
  }, [title]);
}

/** Listens to the keyboard. */
export function startShortcuts(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isWriting(event.target)) return;
    const pair = Date.now() - firstAt < PAIR_MS ? `${first} ${event.key}` : '';
    const all = shortcutGroups.value.toReversed().flatMap((group) => group.shortcuts);
    const found = all.find(({ keys }) => keys === pair) ?? all.find(({ keys }) => keys === event.key);
    [first, firstAt] = found === undefined ? [event.key, Date.now()] : ['', 0];
    if (found === undefined) return;
    event.preventDefault();
    found.run();
  });
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // A dialog has the keyboard for itself.
  return target.matches('input, textarea, select, [contenteditable=true]') || target.closest('dialog') !== null;
}
