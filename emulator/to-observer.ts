import type { CallObserver, Hooks } from './hooks.ts';
import type { TransactionObserver } from './session/transactions.ts';

/** @returns the hooks that are told of something: what one throws is told on standard error, and harms no answer. */
export function toObserver(hooks: Hooks): CallObserver & TransactionObserver {
  return {
    called: guard(hooks.called),
    transactionOpened: guard(hooks.transactionOpened),
    transactionEnded: guard(hooks.transactionEnded),
  };
}

function guard<Told extends unknown[]>(hook?: (...told: Told) => void): (...told: Told) => void {
  return (...told) => {
    try {
      hook?.(...told);
    } catch (error) {
      console.error('Unexpected error of an observer of the emulator:', error);
    }
  };
}
