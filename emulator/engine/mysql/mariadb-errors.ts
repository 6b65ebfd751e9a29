import { changedTable } from './changed-table.ts';
import type { ServerError } from './errors.ts';
import { asMySqlSaysOfCheck } from './mariadb-checks.ts';
import { asMySqlSaysAfterAsking, type Ask } from './mariadb-lookups.ts';

/** One error that MariaDB tells in other words than MySQL, or under another number. */
interface Rewording {
  readonly errno: number;
  readonly pattern: RegExp;
  /** @returns what MySQL says instead; undefined where this error is the same there. */
  readonly reword: (match: RegExpExecArray, sql: string) => Partial<ServerError> | undefined;
}

/** What MariaDB 10.11 and later call a part of a statement, and what MySQL calls it. */
const CLAUSES: Readonly<Record<string, string>> = {
  SELECT: 'field list',
  'INSERT INTO': 'field list',
  VALUES: 'field list',
  UPDATE: 'field list',
  SET: 'field list',
  RETURNING: 'field list',
  FROM: 'from clause',
  ON: 'on clause',
  WHERE: 'where clause',
  'GROUP BY': 'group statement',
  HAVING: 'having clause',
  'ORDER BY': 'order clause',
};
const CLAUSE = Object.keys(CLAUSES).join('|');
/** A column with its database and table, as MariaDB names it at the end of an error. */
const QUALIFIED_COLUMN = /^(.* for column )(?:`(?:[^`]|``)*`\.)*`((?:[^`]|``)*)`( at row \d+)$/s;

const DECIMAL_DIGITS = /\b(?:DECIMAL|DEC|NUMERIC|FIXED)\s*\(\s*(\d+)/gi;
const FRACTION_DIGITS = /\b(?:\w*TIME\w*|NOW|SYSDATE)\s*\(\s*(\d+)/gi;
const MOST_FRACTION_DIGITS = 6;

const REWORDINGS: readonly Rewording[] = [
  {
    errno: 1062,
    pattern: /^(Duplicate entry '.*' for key ')(.*')$/s,
    reword: ([, entry, key], sql) => {
      const table = changedTable(sql);
      return table === undefined ? undefined : { message: `${entry}${table}.${key}` };
    },
  },
  {
    errno: 1064,
    pattern: /^(.*? that corresponds to your )MariaDB( server version .*)$/s,
    reword: ([, before, after]) => ({ message: `${before}MySQL${after}` }),
  },
  {
    errno: 1290,
    pattern: /^The MariaDB (server is running with .*)$/s,
    reword: ([, rest]) => ({ message: `The MySQL ${rest}` }),
  },
  {
    errno: 1235,
    pattern: /^This version of MariaDB (.*)$/s,
    reword: ([, rest]) => ({ message: `This version of MySQL ${rest}` }),
  },
  {
    errno: 1054,
    pattern: new RegExp(`^(Unknown column '.*' in ')(${CLAUSE})'$`, 's'),
    reword: ([, column, clause = '']) => ({ message: `${column}${CLAUSES[clause]}'` }),
  },
  {
    errno: 1052,
    pattern: new RegExp(`^(Column '.*' in )(${CLAUSE}) is ambiguous$`, 's'),
    reword: ([, column, clause = '']) => ({ message: `${column}${CLAUSES[clause]} is ambiguous` }),
  },
  {
    errno: 1366,
    pattern: QUALIFIED_COLUMN,
    reword: (match) => ({ ...unqualified(match), sqlState: 'HY000' }),
  },
  { errno: 1292, pattern: QUALIFIED_COLUMN, reword: unqualified },
  {
    errno: 1690,
    // A call prints the same on both; MySQL puts an operation into brackets.
    pattern: /^(.* value is out of range in ')((?!\w+\([^()]*\)'$).*)'$/s,
    reword: ([, start, operation]) => ({ message: `${start}(${operation})'` }),
  },
  {
    errno: 1426,
    pattern: /^Too big precision specified for ('.*'\. Maximum is (\d+))$/s,
    reword: ([, place, maximum], sql) => {
      const precision = tooBigPrecision(sql, Number(maximum));
      return precision === undefined
        ? undefined
        : { message: `Too-big precision ${precision} specified for ${place}.` };
    },
  },
  {
    errno: 1427,
    pattern: /^For .*\)$/s,
    reword: ([text]) => ({ message: `${text}.` }),
  },
  {
    errno: 1439,
    pattern: /^(Display width out of range for )('.* \(max = \d+\))$/s,
    reword: ([, start, place]) => ({ message: `${start}column ${place}` }),
  },
  {
    errno: 1701,
    pattern: /^(.*, CONSTRAINT `(?:[^`]|``)*`) FOREIGN KEY .*\)$/s,
    reword: ([, start]) => ({ message: `${start})` }),
  },
  {
    errno: 1091,
    pattern: /^Can't DROP [A-Z ]+ `(.*)`; check that it exists$/s,
    reword: ([, name]) => ({ message: `Can't DROP '${name}'; check that column/key exists` }),
  },
  {
    errno: 1205,
    pattern: /^/,
    reword: (_match, sql) =>
      /\bNOWAIT\b/i.test(sql)
        ? {
            errno: 3572,
            message: 'Statement aborted because lock(s) could not be acquired immediately and NOWAIT is set.',
          }
        : undefined,
  },
  {
    errno: 1969,
    pattern: /^/,
    reword: () => ({
      errno: 3024,
      sqlState: 'HY000',
      message: 'Query execution was interrupted, maximum statement execution time exceeded',
    }),
  },
  {
    errno: 4092,
    pattern: /^Unknown VIEW: (.*)$/s,
    reword: ([, view]) => ({ errno: 1051, message: `Unknown table ${view}` }),
  },
];

/**
 * Says a MariaDB server's error in MySQL's words, with MySQL's number and state: what clients see must not tell the
 * servers apart (contract 7.1). Errors that are the same on both, and unknown ones, stay as they are.
 *
 * @param sql the statement that failed.
 * @param ask asks the same server, for what its error does not tell.
 */
export async function asMySqlSays(error: ServerError, sql: string, ask: Ask): Promise<ServerError> {
  return (
    (await asMySqlSaysOfCheck(error, ask)) ?? (await asMySqlSaysAfterAsking(error, sql, ask)) ?? reworded(error, sql)
  );
}

function reworded(error: ServerError, sql: string): ServerError {
  for (const { errno, pattern, reword } of REWORDINGS) {
    const match = errno === error.errno ? pattern.exec(error.message) : null;
    if (match !== null) return { ...error, ...reword(match, sql) };
  }
  return error;
}

/** The server refuses the first one; a DECIMAL beside a time has more digits than that may have. */
function tooBigPrecision(sql: string, maximum: number): string | undefined {
  const pattern = maximum > MOST_FRACTION_DIGITS ? DECIMAL_DIGITS : FRACTION_DIGITS;
  return Array.from(sql.matchAll(pattern), ([, digits = '']) => digits).find((digits) => Number(digits) > maximum);
}

function unqualified([, start, column, row]: RegExpExecArray): Partial<ServerError> {
  return { message: `${start}'${column}'${row}` };
}
