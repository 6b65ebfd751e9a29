// Filters, differences, explanations, requests to send again.
import { describe, expect, test } from 'vitest';
import { EXCEPTION_NAMES } from '../../emulator/index.ts';
import { isLookUp, toRequest, type Call } from '../../workbench/console/page/calls/call.ts';
import { diffLines } from '../../workbench/console/page/calls/diff-lines.ts';
import { explain, EXPLANATIONS } from '../../workbench/console/page/calls/explanations.ts';
import { createGrowingFilter, toPredicate } from '../../workbench/console/page/calls/filter-calls.ts';

function call(members: Partial<Call> = {}): Call {
  const base = { id: 1, time: '2025-01-01T12:00:00.000Z', status: 200, durationMs: 1, rows: 0, bytes: 0 };
  return { ...base, operation: 'ExecuteStatement', unknownMembers: [], ...members };
}

const ALL = { search: '', operation: '', isFailed: false, hasLookUps: false };
const insert = call({
  sql: 'INSERT INTO Employee VALUES (:id)',
  parameters: [{ name: 'id', value: { stringValue: 'Grace' } }],
  invocation: { id: '1-a-b', functionName: 'solution' },
});
const refused = call({ sql: 'SELEC', error: { name: 'DatabaseErrorException', message: 'You have an error' } });
const begin = call({ operation: 'BeginTransaction', transactionId: 'AbC=' });

describe('a filter', () => {
  test.each([
    [{ search: 'employee' }, [insert]],
    [{ search: 'grace INSERT' }, [insert]],
    [{ search: 'grace select' }, []],
    [{ search: 'databaseerror' }, [refused]],
    [{ search: 'AbC=' }, [begin]],
    [{ search: 'solution' }, [insert]],
    [{ operation: 'BeginTransaction' }, [begin]],
    [{ isFailed: true }, [refused]],
    [{}, [insert, refused, begin]],
  ])('%j', (filter, found) => {
    expect([insert, refused, begin].filter(toPredicate({ ...ALL, ...filter }))).toEqual(found);
  });

  test('leaves out what the console asks for itself, unless it is wanted', () => {
    const own = call({ client: 'browser', sql: '/* console */ SELECT 1' });
    const reader = call({ client: 'browser', sql: 'SELECT * FROM information_schema.TABLES' });
    const handler = call({ client: 'aws-sdk-js/3', sql: '/* console */ SELECT 1' });
    expect([own, reader, handler, insert].map(isLookUp)).toEqual([true, false, false, false]);
    expect([own, insert].filter(toPredicate(ALL))).toEqual([insert]);
    expect([own, insert].filter(toPredicate({ ...ALL, hasLookUps: true }))).toEqual([own, insert]);
  });

  test('of a growing list looks only at what is new, and anew when the list or the filter is another', () => {
    const find = createGrowingFilter();
    const filter = { ...ALL, search: 'employee' };
    const first = find([insert, begin], filter);
    expect(first).toEqual([insert]);
    expect(find([insert, begin, refused], filter)).toBe(first);
    expect(find([insert, begin, refused, insert], filter)).toEqual([insert, insert]);
    expect(find([begin, refused, insert], filter)).toEqual([insert]);
    expect(find([begin, refused, insert], { ...ALL, isFailed: true })).toEqual([refused]);
    expect(find([], filter)).toEqual([]);
  });
});

describe('the difference of two texts', () => {
  const shown = (left: string, right: string): string[] =>
    diffLines(left.split(''), right.split('')).map(
      (row) => `${row.left ?? '_'}${row.right ?? '_'}${row.isSame ? '' : '!'}`,
    );

  test.each([
    ['abc', 'abc', ['aa', 'bb', 'cc']],
    ['abc', 'axc', ['aa', 'bx!', 'cc']],
    ['abc', 'ac', ['aa', 'b_!', 'cc']],
    ['ac', 'abc', ['aa', '_b!', 'cc']],
    ['', 'a', ['_a!']],
    ['abcd', 'xbcy', ['ax!', 'bb', 'cc', 'dy!']],
    ['abab', 'baba', ['a_!', 'bb', 'aa', 'bb', '_a!']],
  ])('%s and %s', (left, right, rows) => {
    expect(shown(left, right)).toEqual(rows);
  });

  test('of very long texts is shown without looking for what they share', () => {
    const lines = (sign: string): string[] => Array.from({ length: 3000 }, (_, n) => `${sign}${n}`);
    expect(diffLines(lines('a'), lines('b'))).toHaveLength(3000);
  });
});

describe('an explanation', () => {
  test('is there for every exception, with a next move', () => {
    expect(Object.keys(EXPLANATIONS).sort()).toEqual([...EXCEPTION_NAMES].sort());
  });

  test.each([
    ['BadRequestException', "Duplicate entry '1' for key 'PRIMARY'", /key is there already/],
    ['DatabaseErrorException', 'You have an error in your SQL syntax', /could not read the statement/],
    ['DatabaseErrorException', "Unknown column 'x'", /not there/],
    ['UnsupportedResultException', 'The result exceeds the size limit 1 MB.', /1 MiB/],
    ['TransactionNotFoundException', '', /No open transaction/],
    ['UnknownOperationException', '', /.+/],
    ['SomethingNew', '', /refused/],
  ])('%s: %s', (name, message, meaning) => {
    const found = explain({ name, message }, 'MySQL 9.7.4 (here)');
    expect(found.meaning).toMatch(meaning);
    expect(found.next).not.toBe('');
  });

  test('of SQL that cannot be read says where the mistake is, and on MariaDB that MySQL may read it', () => {
    const error = { name: 'DatabaseErrorException', message: "You have an error in your SQL syntax near 'SELEC 1'" };
    expect(explain(error, 'MySQL 9.7.4 (here)').next).toMatch(
      /^The mistake is at the start of the quoted text, or just before it\..*again from here\.$/,
    );
    expect(explain(error, 'MariaDB 10.11.19 (here)').next).toMatch(/AS new.*--engine mysql\.$/);
  });
});

describe('the request of a call', () => {
  test('is what was sent, in reading order, and nothing that was recorded beside it', () => {
    const sent = { resourceArn: 'r', secretArn: 's', transactionId: 't', sql: 'SELECT 1', includeResultMetadata: true };
    const recorded = call({ ...sent, client: 'curl/8', result: { records: [] } });
    expect(JSON.stringify(toRequest(recorded))).toBe(JSON.stringify(sent));
  });

  test('of a begin has no transaction: that came with the answer', () => {
    expect(toRequest(begin)).toEqual({});
  });
});
