import { signal } from '@preact/signals';
import { ask } from '../api/ask.ts';
import type { Call } from './call.ts';

/** How many are kept at most, and how many characters they may have come in. */
const MAX_CALLS = 50_000;
const MAX_CHARACTERS = 64 * 1024 * 1024;

/** A call, and how many characters of text it came in, as far as that is known: an estimate to keep memory in bounds. */
export interface ArrivedCall {
  readonly call: Call;
  readonly characters: number;
}

/** Those that are shown, oldest first. */
export const calls = signal<readonly Call[]>([]);
/** How many went because there were too many. */
export const dropped = signal(0);
/** Whether what comes waits to be shown. */
export const isPaused = signal(false);
/** How many came during the pause. */
export const waitingCount = signal(0);

let sizes: number[] = [];
let size = 0;
let arrived: ArrivedCall[] = [];
let isDrawing = false;

/** Takes a call in; it is shown with the next frame. */
export function takeCall(call: ArrivedCall): void {
  arrived.push(call);
  if (isPaused.peek()) return countWaiting();
  if (isDrawing) return;
  isDrawing = true;
  // A page in the background draws no frames.
  if (document.hidden) setTimeout(show, 100);
  else requestAnimationFrame(show);
}

/** Stops or goes on; what came meanwhile is shown then. */
export function setPaused(paused: boolean): void {
  isPaused.value = paused;
  if (!paused) show();
}

/** Forgets all, here and in the workbench. */
export async function clearCalls(): Promise<void> {
  await ask('DELETE', '/calls');
  forgetCalls();
}

/** Forgets all here. */
export function forgetCalls(): void {
  [arrived, sizes, size] = [[], [], 0];
  calls.value = [];
  dropped.value = waitingCount.value = 0;
}

function countWaiting(): void {
  if (arrived.length > MAX_CALLS) dropped.value += arrived.splice(0, arrived.length - MAX_CALLS).length;
  waitingCount.value = arrived.length;
}

function show(): void {
  isDrawing = false;
  if (isPaused.peek()) return countWaiting();
  waitingCount.value = 0;
  if (arrived.length === 0) return;
  for (const { characters } of arrived) {
    sizes.push(characters);
    size += characters;
  }
  const all = [...calls.peek(), ...arrived.map(({ call }) => call)];
  arrived = [];
  const excess = countExcess(all.length);
  dropped.value += excess;
  calls.value = excess === 0 ? all : all.slice(excess);
}

/** @returns how many of the oldest have to go; at least a tenth of all goes at once, so that it is not done every frame. */
function countExcess(count: number): number {
  if (count <= MAX_CALLS && size <= MAX_CHARACTERS) return 0;
  let excess = 0;
  while (excess < count - 1 && (excess < count / 10 || count - excess > MAX_CALLS || size > MAX_CHARACTERS)) {
    size -= sizes[excess++] ?? 0;
  }
  sizes = sizes.slice(excess);
  return excess;
}
