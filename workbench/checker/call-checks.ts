// What the record of calls shows: each check takes all that was seen of a candidate.
import {
  databaseOf,
  isChange,
  resourceArnOf,
  secretArnOf,
  sqlOf,
  transactionIdOf,
  type CheckedCall,
} from './call-members.ts';
import type { Difference, Observation } from './observation.ts';
import { show } from './show.ts';

type Check = (all: readonly Observation[]) => Difference[];

/** Cluster, secret and database of every call are those of the environment. */
export const namesWhatTheEnvironmentNames: Check = (all) => {
  const calls = all.flatMap(({ calls, environment }) => calls.map((call) => ({ call, environment })));
  if (calls.length === 0) return [none('calls of the Data API')];
  const { environment } = calls[0] ?? {};
  const wrong = calls.find(
    ({ call }) =>
      resourceArnOf(call) !== environment?.['DB_CLUSTER_ARN'] ||
      secretArnOf(call) !== environment?.['DB_SECRET_ARN'] ||
      (databaseOf(call) ?? environment?.['DB_NAME']) !== environment?.['DB_NAME'],
  )?.call;
  if (wrong === undefined) return [];
  return [
    {
      expected: show(['DB_CLUSTER_ARN', 'DB_SECRET_ARN', 'DB_NAME'].map((name) => environment?.[name])),
      got: show([resourceArnOf(wrong), secretArnOf(wrong), databaseOf(wrong)]),
      calls: [wrong],
    },
  ];
};

/** Nothing goes past the Data API. */
export const opensNoConnection: Check = (all) => {
  const count = all.reduce((sum, { connections }) => sum + connections, 0);
  return count === 0 ? [] : [{ expected: 'no MySQL connection', got: `${count} opened`, calls: [] }];
};

/** Every statement that changes something names a transaction. */
export const changesInTransactions: Check = (all) => {
  const changes = all.flatMap(({ calls }) => calls.filter(isChange));
  if (changes.length === 0) return [none('INSERT')];
  const outside = changes.filter((call) => transactionIdOf(call) === undefined);
  if (outside.length === 0) return [];
  return [
    {
      expected: 'a transactionId with every statement that changes something',
      got: `${outside.length} of ${changes.length} without one: committed at once`,
      calls: outside.slice(0, 1),
    },
  ];
};

/** Every transaction is committed or rolled back before the invocation that began it ends. */
export const endsEveryTransaction: Check = (all) => {
  if (all.every(({ transactions }) => transactions.size === 0)) return [none('BeginTransaction')];
  const left = all.flatMap(({ invocations }) => invocations.filter(({ leftOpen }) => leftOpen > 0));
  const [first] = left;
  if (first === undefined) return [];
  const count = left.reduce((sum, { leftOpen }) => sum + leftOpen, 0);
  return [
    {
      event: first.event,
      expected: 'no transaction open at the end of an invocation',
      got: `${count} left open in all steps, each with a connection and its locks, for three minutes`,
      calls: first.calls,
    },
  ];
};

/** A transaction in which a statement failed is rolled back, any other one is committed. */
export const endsEachAsItWent: Check = (all) => {
  if (all.every(({ transactions }) => transactions.size === 0)) return [none('BeginTransaction')];
  return all
    .flatMap((seen) => [...seen.transactions].map(([id, ending]) => judgeEnding(seen, id, ending)))
    .filter((difference) => difference !== undefined)
    .slice(0, 1);
};

function judgeEnding({ calls }: Observation, id: string, ending: string | undefined): Difference | undefined {
  const own = calls.filter((call) => transactionIdOf(call) === id);
  const statements = own.filter((call) => sqlOf(call) !== undefined);
  const hasFailed = statements.some(({ status }) => status !== 200);
  const wanted = hasFailed ? 'rolledBack' : 'committed';
  // Transactions that expired or were left open are judged elsewhere.
  if (statements.length === 0 || ending === wanted || (ending !== 'committed' && ending !== 'rolledBack'))
    return undefined;
  const what = hasFailed ? 'with a statement that failed' : 'in which nothing failed';
  return {
    expected: `${wanted === 'committed' ? 'commit' : 'rollback'} of a transaction ${what}`,
    got: describe(ending),
    calls: own,
  };
}

function describe(ending: 'committed' | 'rolledBack'): string {
  return ending === 'committed' ? 'it was committed' : 'it was rolled back';
}

/** No value of an event is part of any SQL. */
export const pastesNoValues: Check = (all) => {
  if (all.every(({ calls }) => calls.every((call) => sqlOf(call) === undefined))) return [none('SQL statements')];
  for (const { invocations } of all) {
    for (const { event, calls } of invocations) {
      const found = findPasted(event, calls);
      if (found !== undefined) return [found];
    }
  }
  return [];
};

/** Words of SQL itself, which are in the names of some events as well. */
const SQL_WORDS = /^(?:employee|empid|empname|insert|into|values|select|from|order|delete|drop|table|where|null)$/i;

function findPasted(event: unknown, calls: readonly CheckedCall[]): Difference | undefined {
  const values = (JSON.stringify(event).match(/[\p{L}\p{N}]{4,}/gu) ?? []).filter((word) => !SQL_WORDS.test(word));
  for (const call of calls) {
    const words = new Set(sqlOf(call)?.match(/[\p{L}\p{N}]{4,}/gu));
    const pasted = values.find((value) => words.has(value));
    if (pasted !== undefined) {
      return { event, expected: 'SQL with :placeholders only', got: `${pasted} is part of the SQL`, calls: [call] };
    }
  }
  return undefined;
}

function none(what: string): Difference {
  return { expected: `${what} to look at`, got: 'none', calls: [] };
}
