import { chosenId, shownCalls } from './calls-view.ts';

/** Chooses the next call, or one before; none chosen, the latest. */
export function choose(step: 1 | -1): void {
  const calls = shownCalls.value;
  const index = calls.findIndex(({ id }) => id === chosenId.value);
  const next = index === -1 ? calls.at(-1) : calls[Math.max(0, Math.min(calls.length - 1, index + step))];
  if (next === undefined) return;
  chosenId.value = next.id;
  requestAnimationFrame(() => document.querySelector(`#row-${next.id}`)?.scrollIntoView({ block: 'nearest' }));
}
