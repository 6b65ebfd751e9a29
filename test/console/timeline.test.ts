// Calls grouped by invocation and by transaction.
import { describe, expect, test } from 'vitest';
import type { OperationName } from '../../emulator/index.ts';
import type { OpenTransaction } from '../../workbench/calls/open-transactions.ts';
import type { Call } from '../../workbench/console/page/calls/call.ts';
import { toTimeline, type TimelineRow } from '../../workbench/console/page/calls/timeline.ts';

const NOON = Date.UTC(2025, 0, 1, 12);
const FUNCTION = { id: '1-67748580-aaaaaaaaaaaaaaaaaaaaaaaa', functionName: 'solution' };

let lastId = 0;
/** A call that came some milliseconds after noon and took ten. */
function call(at: number, operation: OperationName, members: Partial<Call> = {}): Call {
  const sql = operation.endsWith('Statement') ? { sql: 'SELECT 1' } : {};
  const time = new Date(NOON + at).toISOString();
  const base = { id: ++lastId, time, operation, status: 200, durationMs: 10, rows: 0, bytes: 0, unknownMembers: [] };
  return { ...base, ...sql, ...members };
}

const inT = { transactionId: 't' };
const failed = { error: { name: 'DatabaseErrorException', message: '' } };

function timeline(calls: readonly Call[], { after = 100, transactions = [] as OpenTransaction[] } = {}): TimelineRow[] {
  const known = new Map(transactions.map((each) => [each.transactionId, each]));
  return toTimeline(calls, { transactions: known, now: NOON + after });
}

/** One word a row, with its place: `  call 1`. */
function outline(rows: readonly TimelineRow[]): string[] {
  return rows.map((row) => {
    if (row.kind === 'invocation') return `invocation ${row.name}: ${row.calls}`;
    if (row.kind === 'transaction') return `${row.isNested ? ' ' : ''}transaction: ${row.fate}, ${row.statements}`;
    return `${' '.repeat(row.depth)}${row.call.operation}`;
  });
}

test('a call outside of everything is a row', () => {
  expect(outline(timeline([call(0, 'ExecuteStatement')]))).toEqual(['ExecuteStatement']);
});

test('calls are under their transaction, and that under its invocation, even where others come between', () => {
  const rows = timeline([
    call(0, 'BeginTransaction', { ...inT, invocation: FUNCTION }),
    call(5, 'ExecuteStatement'),
    call(20, 'ExecuteStatement', { ...inT, invocation: FUNCTION }),
    call(40, 'CommitTransaction', { ...inT, invocation: FUNCTION }),
    call(60, 'ExecuteStatement', { invocation: FUNCTION }),
  ]);
  expect(outline(rows)).toEqual([
    'invocation solution: 4',
    ' transaction: committed, 1',
    '  BeginTransaction',
    '  ExecuteStatement',
    '  CommitTransaction',
    ' ExecuteStatement',
    'ExecuteStatement',
  ]);
});

test('gaps are told, and where in the invocation a call was', () => {
  const rows = timeline([
    call(0, 'BeginTransaction', inT),
    call(300, 'ExecuteStatement', inT),
    call(310, 'RollbackTransaction', inT),
  ]);
  const calls = rows.filter((row) => row.kind === 'call');
  expect(calls.map(({ gapMs }) => gapMs)).toEqual([0, 290, 0]);
  expect(calls[1]).toMatchObject({
    frame: { start: NOON, end: NOON + 320 },
    span: { start: NOON + 300, end: NOON + 310 },
  });
});

describe('how a transaction ended', () => {
  const begin = (): Call => call(0, 'BeginTransaction', inT);
  const fate = (calls: readonly Call[], known?: Parameters<typeof timeline>[1]): unknown =>
    timeline(calls, known).find((row) => row.kind === 'transaction');

  test('committed, or rolled back', () => {
    expect(fate([begin(), call(20, 'CommitTransaction', inT)])).toMatchObject({ fate: 'committed' });
    expect(fate([begin(), call(20, 'RollbackTransaction', inT)])).toMatchObject({ fate: 'rolled back' });
  });

  test('a commit that failed does not end it', () => {
    expect(fate([begin(), call(20, 'CommitTransaction', { ...inT, ...failed })])).toMatchObject({ fate: 'open' });
  });

  test('open while somebody uses it, left open after five seconds without a call', () => {
    expect(fate([begin()], { after: 5010 })).toMatchObject({ fate: 'open' });
    expect(fate([begin()], { after: 5011 })).toMatchObject({ fate: 'leaked' });
    expect(fate([begin(), call(3000, 'ExecuteStatement', inT)], { after: 5011 })).toMatchObject({ fate: 'open' });
  });

  test('left open where the service had to end it, and so are its calls', () => {
    const time = new Date(NOON).toISOString();
    const ended = { transactionId: 't', time, lastUsed: time, statements: [], ending: 'expired' } as const;
    const rows = timeline([begin(), call(20, 'ExecuteStatement', inT)], { transactions: [ended] });
    expect(rows[0]).toMatchObject({ fate: 'leaked', ending: 'expired' });
    expect(rows.slice(1)).toMatchObject([{ isLeaked: true }, { isLeaked: true }]);
  });
});
