import mysql from 'mysql2';
import { BINARY_CHARACTER_SET, FLAGS, type ColumnDefinition } from './fields.ts';

const { Types } = mysql;

/** One way in which MariaDB describes the result of an expression unlike MySQL does. */
interface Difference {
  readonly applies: (column: ColumnDefinition, sql: string) => boolean;
  /** What MySQL sends instead. */
  readonly becomes: (column: ColumnDefinition, sql: string) => Partial<ColumnDefinition>;
}

/** The decimals of text in an expression, as MySQL sends them. */
const TEXT_DECIMALS = 31;
const INTEGER_FUNCTION_LENGTH = 21;
const TEXT_TYPES = new Set([
  ...[Types.STRING, Types.VAR_STRING],
  ...[Types.TINY_BLOB, Types.BLOB, Types.MEDIUM_BLOB, Types.LONG_BLOB],
]);
const LONG_TEXT = { columnLength: 65_532, characterSet: 224, decimals: TEXT_DECIMALS };
const LITERAL = /^[+-]?\d+$/;
const PLAIN_NAME = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;
/** Integer functions whose length is always the same on MySQL. */
const INTEGER_FUNCTION =
  /^(?:CAST|CONVERT|FLOOR|CEIL|CEILING|SIGN|BIT_COUNT|CONNECTION_ID|ORD|SLEEP|PERIOD_ADD|PERIOD_DIFF|JSON_(?:LENGTH|DEPTH|VALID|CONTAINS|CONTAINS_PATH))\s*\(/i;
const RANKING = /^(?:ROW_NUMBER|RANK|DENSE_RANK|NTILE)\s*\(/i;
const CLOCK_TIME = /^(?:CURTIME|CURRENT_TIME|UTC_TIME)\b/i;
const DEVIATION = /^(?:STD|STDDEV|STDDEV_POP|STDDEV_SAMP|VARIANCE|VAR_POP|VAR_SAMP)\s*\(/i;
const BUILDS_JSON = /\bJSON_(?:OBJECT|ARRAY|OBJECTAGG|ARRAYAGG)\s*\(/i;
const READS_JSON = /\bJSON_(?:EXTRACT|QUERY|SET|INSERT|REPLACE|REMOVE|MERGE\w*)\s*\(/i;
/** They have the type of what they are given: INT stays INT. */
const KEEPS_TYPE = /^(?:(?:MIN|MAX|FIRST_VALUE|LAST_VALUE)\s*\(|\(\s*SELECT\b)/i;

/** Brackets and what is between them, other brackets too, four deep. */
const IN_BRACKETS = String.raw`\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)`;

/** The first that applies counts. Where an alias hides the expression, the commoner case is taken. */
const DIFFERENCES: readonly Difference[] = [
  { applies: ({ name }) => name === '?', becomes: toParameter },
  { applies: (column) => column.extendedFormat === 'json', becomes: toJsonExpression },
  {
    // YEAR() of a date is of the type YEAR to MySQL, and so a text in answers.
    applies: (column, sql) =>
      isInt(column) && column.columnLength === 4 && isNullable(column) && isYearCall(column.name, sql),
    becomes: ({ flags }) => ({ columnType: Types.YEAR, flags: flags | FLAGS.unsigned }),
  },
  { applies: (column) => isInt(column) && !isOfIntColumn(column), becomes: toBigint },
  {
    applies: ({ name }) => RANKING.test(name),
    becomes: ({ flags }) => ({ flags: flags | FLAGS.unsigned }),
  },
  {
    applies: ({ name }) => /^UNIX_TIMESTAMP\s*\(/i.test(name),
    becomes: ({ flags }) => ({ columnLength: INTEGER_FUNCTION_LENGTH, flags: flags | FLAGS.notNull }),
  },
  {
    applies: (column) => column.columnType === Types.LONGLONG && LITERAL.test(column.name) && !isUnsigned(column),
    becomes: ({ name }) => ({ columnLength: literalLength(name) }),
  },
  {
    applies: ({ columnType, name }) => columnType === Types.TIME && CLOCK_TIME.test(name),
    becomes: ({ columnLength }) => ({ columnLength: columnLength - '-8'.length }),
  },
  {
    applies: ({ columnType, name }) => columnType === Types.DOUBLE && DEVIATION.test(name),
    becomes: () => ({ columnLength: 23, decimals: TEXT_DECIMALS }),
  },
  {
    // GROUP_CONCAT: MySQL's default of group_concat_max_len is 1024, MariaDB's a million.
    applies: ({ columnType, characterSet, decimals }) =>
      columnType === Types.BLOB && characterSet !== BINARY_CHARACTER_SET && decimals === 0,
    becomes: () => ({ columnType: Types.LONG_BLOB, columnLength: 65_536, decimals: TEXT_DECIMALS }),
  },
  {
    applies: ({ extendedTypeName }) => extendedTypeName === 'uuid',
    becomes: () => ({ columnType: Types.VAR_STRING, decimals: TEXT_DECIMALS }),
  },
  {
    // Literals like x'41' have no decimals on either server, and are told by their flag.
    applies: (column) => TEXT_TYPES.has(column.columnType) && !isUnsigned(column),
    becomes: () => ({ decimals: TEXT_DECIMALS }),
  },
];

/**
 * Describes a column as MySQL would, where MariaDB does otherwise: the answer must not tell the servers apart.
 * Columns of tables are the same on both but for JSON, which MariaDB keeps as text.
 *
 * @param sql the statement, for what the column's name does not tell.
 */
export function asMySqlDescribes(column: ColumnDefinition, sql: string): ColumnDefinition {
  if (column.orgTable !== '' || column.table !== '' || column.orgName !== '') {
    return column.extendedFormat === 'json' ? { ...column, columnType: Types.JSON } : column;
  }
  const difference = DIFFERENCES.find(({ applies }) => applies(column, sql));
  return difference === undefined ? column : { ...column, ...difference.becomes(column, sql) };
}

/** A parameter that is selected as it is: MySQL describes it before it has seen the value. */
function toParameter({ columnType, characterSet, flags }: ColumnDefinition): Partial<ColumnDefinition> {
  const nullable = {
    flags: flags & ~FLAGS.notNull,
    ...(TEXT_TYPES.has(columnType) ? { decimals: TEXT_DECIMALS } : {}),
  };
  if (columnType === Types.NULL) return { columnType: Types.VAR_STRING, ...LONG_TEXT, flags: 0 };
  if (columnType === Types.NEWDECIMAL) return { ...nullable, columnLength: 67, decimals: 30 };
  return columnType === Types.VAR_STRING && characterSet !== BINARY_CHARACTER_SET
    ? { ...nullable, ...LONG_TEXT }
    : nullable;
}

function toJsonExpression({ name, flags }: ColumnDefinition, sql: string): Partial<ColumnDefinition> {
  const isBuilt = PLAIN_NAME.test(name) ? BUILDS_JSON.test(sql) && !READS_JSON.test(sql) : BUILDS_JSON.test(name);
  return {
    extendedFormat: isBuilt ? 'built json' : 'json',
    columnType: Types.JSON,
    columnLength: 4_294_967_292,
    decimals: TEXT_DECIMALS,
    flags: flags | FLAGS.binary,
  };
}

/** Every integer expression is a BIGINT to MySQL; MariaDB makes small ones INT. */
function toBigint({ name, columnLength, flags }: ColumnDefinition): Partial<ColumnDefinition> {
  return { columnType: Types.LONGLONG, columnLength: bigintLength(name, columnLength, (flags & FLAGS.notNull) !== 0) };
}

/** MySQL counts a sign for every literal. A digit behind an alias is rather a literal than a comparison. */
function bigintLength(name: string, length: number, isNotNull: boolean): number {
  if (LITERAL.test(name)) return literalLength(name);
  if (/^(?:TRUE|FALSE)$/i.test(name)) return 1;
  if (INTEGER_FUNCTION.test(name)) return INTEGER_FUNCTION_LENGTH;
  return length === 1 && isNotNull && PLAIN_NAME.test(name) ? 2 : length;
}

function literalLength(literal: string): number {
  return literal.replace(/^[+-]/, '').length + 1;
}

function isInt({ columnType }: ColumnDefinition): boolean {
  return columnType === Types.LONG;
}

function isNullable({ flags }: ColumnDefinition): boolean {
  return (flags & FLAGS.notNull) === 0;
}

function isUnsigned({ flags }: ColumnDefinition): boolean {
  return (flags & FLAGS.unsigned) !== 0;
}

/** Whether this looks like the greatest, least or only value of an INT column. */
function isOfIntColumn(column: ColumnDefinition): boolean {
  if (KEEPS_TYPE.test(column.name)) return true;
  const isAlias = PLAIN_NAME.test(column.name);
  return isAlias && isNullable(column) && column.columnLength === (isUnsigned(column) ? 10 : 11);
}

/** An alias is that of a YEAR() where the text has the one behind the other. */
function isYearCall(name: string, sql: string): boolean {
  if (/^YEAR\s*\(/i.test(name)) return true;
  const alias = name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  return new RegExp(String.raw`\bYEAR\s*${IN_BRACKETS}\s*(?:AS\b\s*)?[\x60'"]?${alias}(?![\p{L}\p{N}_$])`, 'iu').test(
    sql,
  );
}
