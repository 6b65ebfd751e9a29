import { signal } from '@preact/signals';
import type { JSX } from 'preact';

const SHOWN_MS = 5000;

interface Toast {
  readonly text: string;
  readonly isError: boolean;
}

const shown = signal<readonly Toast[]>([]);

/** Says for a moment what was done, or why it could not be. */
export function showToast(text: string, isError = false): void {
  const toast = { text, isError };
  shown.value = [...shown.value, toast];
  setTimeout(() => (shown.value = shown.value.filter((other) => other !== toast)), SHOWN_MS);
}

/** Runs what a button does; where it fails, says why. */
export async function tryOrTell(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    showToast(error instanceof Error ? error.message : String(error), true);
  }
}

/** The messages of this moment, which are read out as well. */
export function Toasts(): JSX.Element {
  return (
    <div class="toasts" role="status">
      {shown.value.map(({ text, isError }, n) => (
        <p key={n} class={isError ? 'toast toast-error' : 'toast'}>
          {text}
        </p>
      ))}
    </div>
  );
}
