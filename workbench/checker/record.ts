import {
  IDLE_TRANSACTION_MS,
  MAX_TRANSACTION_MS,
  type Call,
  type CallContent,
  type Ending,
} from '../../emulator/index.ts';
import { isChange, transactionIdOf, type CheckedCall } from './call-members.ts';
import type { JumpingClock } from './jumping-clock.ts';

/** See `createRecord`. */
export type CallRecord = ReturnType<typeof createRecord>;

/** What the emulator tells of the calls and transactions of the step that runs. */
export function createRecord(clock: JumpingClock) {
  const calls: CheckedCall[] = [];
  const transactions = new Map<string, Ending | undefined>();
  const leftOpen = new Set<string>();
  let expiresAfterInsert = false;
  const open = (): string[] => [...transactions].filter(([, ending]) => ending === undefined).map(([id]) => id);

  return {
    calls,
    hooks: {
      called(told: Call, content: CallContent): void {
        const call = { ...told, ...content };
        calls.push(call);
        // It happens before the handler gets its answer.
        if (expiresAfterInsert && isChange(call) && transactionIdOf(call) !== undefined)
          clock.jump(IDLE_TRANSACTION_MS);
      },
      transactionOpened: (id: string): void => void transactions.set(id, undefined),
      transactionEnded: (id: string, ending: Ending): void => void transactions.set(id, ending),
    },
    clear(expires: boolean): void {
      calls.length = 0;
      transactions.clear();
      leftOpen.clear();
      expiresAfterInsert = expires;
    },
    /** @returns how many transactions are open that were not so the last time. */
    countOpen(): number {
      const found = open().filter((id) => !leftOpen.has(id));
      for (const id of found) leftOpen.add(id);
      return found.length;
    },
    take: () => ({ calls: [...calls], transactions: new Map(transactions) }),
    /** Ends what the handler has left open, so that it does not hold the table. */
    async expireAll(): Promise<void> {
      expiresAfterInsert = false;
      clock.jump(MAX_TRANSACTION_MS);
      while (open().length > 0) await new Promise((resolve) => setTimeout(resolve, 1));
    },
  };
}
