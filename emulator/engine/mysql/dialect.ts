import type { Dialect, StatementKind, TextRules } from '../engine.ts';
import { toException } from './errors.ts';

/** MySQL's quoting and comments, for the default sql_mode: double quotes are strings, backslashes escape. */
const textRules: TextRules = {
  quotes: {
    "'": { kind: 'string', backslashEscapes: true },
    '"': { kind: 'string', backslashEscapes: true },
    '`': { kind: 'quotedName', backslashEscapes: false },
  },
  lineComment: (sql, at) => sql.charAt(at) === '#' || (sql.startsWith('--', at) && isBlank(sql.charAt(at + 2))),
  codeComment,
};

/** `/*!` and the version from which on MySQL runs what follows. */
const CODE_COMMENT = /\/\*!(\d{5,6})?/y;
/** Aurora MySQL 3 is some MySQL 8.0. */
const NEWEST_VERSION = 80_099;

function codeComment(sql: string, at: number): number {
  if (sql.charAt(at + 2) !== '!') return at;
  CODE_COMMENT.lastIndex = at;
  const match = CODE_COMMENT.exec(sql);
  return match === null || Number(match[1] ?? 0) > NEWEST_VERSION ? at : CODE_COMMENT.lastIndex;
}

const SELECTS = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE']);
const DEFINITIONS = new Set(['CREATE', 'ALTER', 'DROP', 'RENAME', 'TRUNCATE']);
const RUN_OTHERS = new Set(['CALL', 'EXECUTE']);
const STORED_PROGRAMS = new Set(['PROCEDURE', 'FUNCTION', 'TRIGGER', 'EVENT']);
/** What else CREATE and ALTER make: whichever word of both sets comes first tells. */
const OTHER_OBJECTS = new Set([
  ...['TABLE', 'VIEW', 'INDEX', 'DATABASE', 'SCHEMA', 'USER', 'ROLE', 'SERVER', 'TABLESPACE', 'LOGFILE'],
  ...['SEQUENCE', 'PACKAGE', 'SPATIAL', 'RESOURCE', 'UNDO', 'INSTANCE'],
]);

/**
 * MySQL cannot prepare these; MariaDB answers a HELP that is to be prepared with half a packet. Had SHOW WARNINGS to be
 * refused first, it would show that refusal; so would GET DIAGNOSTICS.
 */
const AS_TEXT = new Set(['BEGIN', 'START', 'SAVEPOINT', 'USE', 'LOCK', 'UNLOCK', 'HELP', 'GET']);
const DIAGNOSTICS = /\b(?:WARNINGS|ERRORS)\b/i;

const ROW_CHANGES = new Set(['INSERT', 'UPDATE', 'DELETE', 'REPLACE']);
/** Statements that neither read nor leave session state, unless they mention what `SESSION_STATE` lists. */
const STATELESS = new Set([...SELECTS, ...DEFINITIONS, ...ROW_CHANGES, 'SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN']);
const SESSION_FUNCTIONS = 'LAST_INSERT_ID|FOUND_ROWS|ROW_COUNT|GET_LOCK|RELEASE_LOCK|RELEASE_ALL_LOCKS|CONNECTION_ID';
const SESSION_STATE = new RegExp(String.raw`@|\b(?:${SESSION_FUNCTIONS}|TEMPORARY|WARNINGS|ERRORS)\b`, 'i');
/** Quoted, a function is one all the same; a column `connection_id` has no bracket behind it. */
const QUOTED_SESSION_FUNCTION = new RegExp(String.raw`^\x60(?:${SESSION_FUNCTIONS})\x60\s*\(`, 'i');
const VARIABLE = /@/;

/** MySQL's SQL, which MariaDB is taken to speak, too. */
export const dialect: Dialect = {
  textRules,
  kindOf: (words, mentions, quotes): StatementKind => {
    const setsTransaction = words[0] === 'SET' && words[1] === 'TRANSACTION';
    const usesSession = mentions(SESSION_STATE) || quotes(QUOTED_SESSION_FUNCTION);
    return {
      isSelect: SELECTS.has(words[0] ?? ''),
      isDefinition: DEFINITIONS.has(words[0] ?? ''),
      isStoredProgram: isStoredProgram(words),
      runsOthers: RUN_OTHERS.has(words[0] ?? ''),
      isRowChange: ROW_CHANGES.has(words[0] ?? '') && !usesSession,
      setsTransaction,
      runsAsText: AS_TEXT.has(words[0] ?? '') || (words[0] === 'SHOW' && mentions(DIAGNOSTICS)),
      touchesSession: !STATELESS.has(words[0] ?? '') || dropsDatabase(words) || usesSession,
      changesSurroundings: words[0] === 'USE' || (words[0] === 'SET' && !setsTransaction) || mentions(VARIABLE),
    };
  },
  missingValues: () =>
    toException({ message: 'Incorrect arguments to mysqld_stmt_execute', errno: 1210, sqlState: 'HY000' }),
};

/** Only the definition of an event can be altered together with its body. */
function isStoredProgram(words: readonly string[]): boolean {
  if (words[0] !== 'CREATE' && words[0] !== 'ALTER') return false;
  const object = words.find((word) => STORED_PROGRAMS.has(word) || OTHER_OBJECTS.has(word)) ?? '';
  return words[0] === 'CREATE' ? STORED_PROGRAMS.has(object) : object === 'EVENT';
}

/** If it is the connection's own, the connection has none from then on, even when it is made again. */
function dropsDatabase([first, second]: readonly string[]): boolean {
  return first === 'DROP' && (second === 'DATABASE' || second === 'SCHEMA');
}

/** MySQL wants a blank, a control character or the end after `--`. */
function isBlank(char: string): boolean {
  return char <= ' ' || char === '\x7f';
}
