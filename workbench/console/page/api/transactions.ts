import { signal } from '@preact/signals';
import type { OpenTransaction } from '../../../calls/open-transactions.ts';
import { ask } from './ask.ts';

export type { OpenTransaction } from '../../../calls/open-transactions.ts';

const INTERVAL_MS = 2000;

/** Those that are open, and those that were left open until they expired or were ended from outside. */
export const transactions = signal<readonly OpenTransaction[]>([]);
/** After which time without a call one is rolled back. */
export const idleLimitMs = signal(180_000);
/** This page's time, a step a second. */
export const now = signal(Date.now());

/** @returns the milliseconds since a moment, by this page's time: full seconds are enough, and do not flicker. */
export function since(moment: number): number {
  return Math.max(0, Math.floor((now.value - moment) / 1000) * 1000);
}

/** Asks anew, after a change. @throws Error where no answer came. */
export async function loadTransactions(): Promise<void> {
  const answer = (await ask('GET', '/transactions')) as { open: OpenTransaction[]; idleLimitMs: number };
  idleLimitMs.value = answer.idleLimitMs;
  // The same again is no news: nothing is drawn for it.
  if (JSON.stringify(answer.open) !== JSON.stringify(transactions.value)) transactions.value = answer.open;
}

/** Keeps them fresh while somebody looks. */
export function watchTransactions(): void {
  const look = (): void => void (document.hidden ? undefined : loadTransactions().catch(() => undefined));
  look();
  setInterval(look, INTERVAL_MS);
  setInterval(() => (now.value = Date.now()), 1000);
  document.addEventListener('visibilitychange', look);
}
