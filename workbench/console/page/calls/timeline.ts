import type { OpenTransaction } from '../../../calls/open-transactions.ts';
import type { Call } from './call.ts';

/** When something began and ended, in milliseconds since the epoch. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How a transaction ended; `open` has time yet, `leaked` was left by its caller. */
export type Fate = 'committed' | 'rolled back' | 'open' | 'leaked';

/** One row of the timeline. */
export type TimelineRow =
  | {
      readonly kind: 'invocation';
      readonly key: string;
      readonly name: string;
      readonly span: Span;
      readonly calls: number;
    }
  | {
      readonly kind: 'transaction';
      readonly key: string;
      readonly transactionId: string;
      readonly fate: Fate;
      /** What came between: `expired`, `terminated`. */
      readonly ending?: string;
      readonly span: Span;
      readonly statements: number;
      readonly isNested: boolean;
    }
  | {
      readonly kind: 'call';
      readonly key: number;
      readonly call: Call;
      readonly depth: number;
      readonly span: Span;
      /** The span that it is drawn in: its transaction's, its invocation's, or its own. */
      readonly frame: Span;
      /** How long nothing happened in the transaction before it. */
      readonly gapMs: number;
      /** Of a transaction that was left open. */
      readonly isLeaked: boolean;
    };

/** A transaction that nobody has used for so long was left open: a handler does not think for seconds. */
const LEFT_MS = 5000;

interface Branch {
  readonly transactionId: string | undefined;
  readonly calls: Call[];
}

interface Root {
  readonly invocation: Call['invocation'];
  readonly branches: Branch[];
}

interface Known {
  /** Those that are open now, and those that were ended from outside, by id. */
  readonly transactions: ReadonlyMap<string, OpenTransaction>;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/** Groups calls by invocation and, in it, by transaction, each where its first call was. */
export function toTimeline(calls: readonly Call[], known: Known): TimelineRow[] {
  return group(calls).flatMap((root) => {
    const all = root.branches.flatMap((branch) => branch.calls);
    const frame = spanOfAll(all);
    const rows = root.branches.flatMap((branch) => toRows(branch, root, frame, known));
    if (root.invocation === undefined) return rows;
    const { id, functionName = 'Lambda function' } = root.invocation;
    return [
      { kind: 'invocation' as const, key: `i${id}`, name: functionName, span: frame, calls: all.length },
      ...rows,
    ];
  });
}

function group(calls: readonly Call[]): Root[] {
  const roots = new Map<string, Root>();
  const branches = new Map<string, Branch>();
  for (const call of calls) {
    const { invocation, transactionId } = call;
    const known = transactionId === undefined ? undefined : branches.get(transactionId);
    if (known !== undefined) {
      known.calls.push(call);
      continue;
    }
    const branch = { transactionId, calls: [call] };
    if (transactionId !== undefined) branches.set(transactionId, branch);
    const rootKey = invocation?.id ?? transactionId ?? String(call.id);
    const root = roots.get(rootKey) ?? { invocation, branches: [] };
    root.branches.push(branch);
    roots.set(rootKey, root);
  }
  return [...roots.values()];
}

function toRows({ transactionId, calls }: Branch, root: Root, rootFrame: Span, known: Known): TimelineRow[] {
  const isNested = root.invocation !== undefined;
  const depth = (isNested ? 1 : 0) + (transactionId === undefined ? 0 : 1);
  const inTransaction = transactionId !== undefined;
  const frame = inTransaction && !isNested ? spanOfAll(calls) : rootFrame;
  const fate = inTransaction ? fateOf(transactionId, calls, known) : undefined;
  const isLeaked = fate === 'leaked';
  const rows = calls.map((call, n): TimelineRow => {
    const span = spanOf(call);
    const before = calls[n - 1];
    const gapMs = before === undefined ? 0 : Math.max(0, span.start - spanOf(before).end);
    return { kind: 'call', key: call.id, call, depth, span, frame, gapMs, isLeaked };
  });
  if (fate === undefined) return rows;
  const ending = known.transactions.get(transactionId ?? '')?.ending;
  const head: TimelineRow = {
    kind: 'transaction',
    key: `t${transactionId}`,
    transactionId: transactionId ?? '',
    fate,
    ...(ending === undefined ? {} : { ending }),
    span: spanOfAll(calls),
    statements: calls.filter(({ sql }) => sql !== undefined).length,
    isNested,
  };
  return [head, ...rows];
}

/** What the service says counts; then what the calls tell. */
function fateOf(transactionId: string, calls: readonly Call[], { transactions, now }: Known): Fate {
  const end = calls.findLast(({ operation, error }) => error === undefined && /^(?:Commit|Rollback)/.test(operation));
  if (end !== undefined) return end.operation === 'CommitTransaction' ? 'committed' : 'rolled back';
  const transaction = transactions.get(transactionId);
  if (transaction?.ending !== undefined) return 'leaked';
  const lastUsed = Math.max(...calls.map((call) => spanOf(call).end));
  return now - lastUsed > LEFT_MS ? 'leaked' : 'open';
}

function spanOf({ time, durationMs }: Call): Span {
  const start = Date.parse(time);
  return { start, end: start + durationMs };
}

function spanOfAll(calls: readonly Call[]): Span {
  const spans = calls.map(spanOf);
  return {
    start: spans.reduce((least, { start }) => Math.min(least, start), Infinity),
    end: spans.reduce((most, { end }) => Math.max(most, end), -Infinity),
  };
}
