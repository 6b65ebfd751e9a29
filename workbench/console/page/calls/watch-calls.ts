import { signal } from '@preact/signals';
import { decodeJson } from '../../../../emulator/text.ts';
import { loadAbout } from '../api/about.ts';
import { ask } from '../api/ask.ts';
import { loadFaults } from '../api/faults.ts';
import { loadTransactions } from '../api/transactions.ts';
import type { Call } from './call.ts';
import { calls, forgetCalls, takeCall } from './call-store.ts';

/** Whether the workbench is there; undefined until that is known. */
export const isLive = signal<boolean | undefined>(undefined);
/** What an answer may weigh: its rows, or its text of JSON. */
export const limits = signal({ limitBytes: 1024 * 1024, limitFormattedBytes: 10 * 1024 * 1024 });

interface CallList {
  readonly calls: readonly Call[];
  readonly limitBytes: number;
  readonly limitFormattedBytes: number;
}

const AGAIN_MS = 1000;
const ENDS = /^(?:Begin|Commit|Rollback)Transaction$/;

let lastId = 0;

/** Shows the calls that the workbench has, then each one as it is answered. Starts anew when the workbench does. */
export function watchCalls(): void {
  const early: Call[] = [];
  let isLoaded = false;
  const stream = new EventSource('/_workbench/calls/stream');
  stream.addEventListener('call', ({ data }: MessageEvent<string>) => {
    const call = decodeJson(data) as Call;
    if (isLoaded) take(call, data.length);
    else early.push(call);
    if (ENDS.test(call.operation)) void loadTransactions().catch(() => undefined);
  });
  stream.addEventListener('open', () => {
    Promise.all([loadAbout(), loadFaults(), loadTransactions(), loadMissed()]).then(
      () => {
        if (stream.readyState === EventSource.CLOSED) return;
        isLoaded = isLive.value = true;
        for (const call of early.splice(0)) take(call, 0);
      },
      () => {
        if (stream.readyState !== EventSource.CLOSED) again();
      },
    );
  });
  stream.addEventListener('error', () => {
    // A stream that is refused is closed: somebody answers.
    const isAway = stream.readyState !== EventSource.CLOSED;
    // An id that the next workbench has not reached yet would keep its calls from us: ask without one.
    stream.close();
    // It may have ended the stream only, because this page was too slow.
    if (isLoaded) return watchCalls();
    if (isAway) isLive.value = false;
    again();
  });

  function again(): void {
    stream.close();
    setTimeout(watchCalls, AGAIN_MS);
  }
}

async function loadMissed(): Promise<void> {
  const list = (await ask('GET', '/calls')) as CallList;
  limits.value = list;
  const newest = list.calls.at(-1)?.id ?? lastId;
  // Ids begin anew with every workbench.
  if (newest < lastId || calls.peek().some(({ id, time }) => isOther(list.calls, id, time))) {
    forgetCalls();
    lastId = 0;
  }
  for (const call of list.calls) take(call, call.bytes);
}

function isOther(list: readonly Call[], id: number, time: string): boolean {
  const [first] = list;
  return first?.id === id && first.time !== time;
}

function take(call: Call, characters: number): void {
  if (call.id <= lastId) return;
  lastId = call.id;
  takeCall({ call, characters });
}
