import mysql from 'mysql2';
import { ServiceException } from '../../model/exceptions.ts';
import type { Column } from '../engine.ts';
import { toBuiltJsonText, toJsonText } from './json-text.ts';

/** A column as the server describes it. */
export interface ColumnDefinition {
  readonly name: string;
  readonly orgName: string;
  readonly table: string;
  readonly orgTable: string;
  readonly columnType: number;
  /** In bytes. */
  readonly columnLength: number;
  readonly characterSet: number;
  readonly decimals: number;
  readonly flags: number;
  /** MariaDB only: `json` for JSON, which it sends as text; we say `built json` where its functions made it of values. */
  readonly extendedFormat?: string;
  /** MariaDB only: `uuid` and the like for types that MySQL does not have. */
  readonly extendedTypeName?: string;
}

/** How a type looks in answers (contract 4.1 and 4.5). */
export interface FieldType {
  readonly member: Column['member'];
  readonly typeName: string;
  /** The JDBC type code. */
  readonly jdbcType: number;
  readonly isDecimal?: boolean;
  /** How its values are read. */
  readonly reads: 'integer' | 'double' | 'text' | 'time' | 'year' | 'bit' | 'bytes';
  /** What becomes of a text that was read. */
  readonly toText?: (text: string) => string;
}

const { Types } = mysql;

/** MySQL's flag bits of a column. */
export const FLAGS = { notNull: 1, unsigned: 32, binary: 128, enum: 256, autoIncrement: 512, set: 2048 } as const;
/** MySQL's number of the character set `binary`: what has it holds bytes, no text. */
export const BINARY_CHARACTER_SET = 63;
/** The driver's connection uses utf8mb4: lengths of text are four bytes a character. */
export const BYTES_PER_CHARACTER = 4;

const long = (typeName: string, jdbcType: number): FieldType => ({
  member: 'longValue',
  typeName,
  jdbcType,
  reads: 'integer',
});
const double = (typeName: string, jdbcType: number): FieldType => ({
  member: 'doubleValue',
  typeName,
  jdbcType,
  reads: 'double',
});
const text = (typeName: string, jdbcType: number, reads: FieldType['reads'] = 'text'): FieldType => ({
  member: 'stringValue',
  typeName,
  jdbcType,
  reads,
});
const blob = (typeName: string, jdbcType: number): FieldType => ({
  member: 'blobValue',
  typeName,
  jdbcType,
  reads: 'bytes',
});

const BIT: FieldType = { member: 'booleanValue', typeName: 'BIT', jdbcType: -7, reads: 'bit' };
const DECIMAL: FieldType = { ...text('DECIMAL', 3), isDecimal: true };
const JSON_TYPE = text('JSON', -1);
/** MariaDB keeps JSON as it was written; MySQL keeps a normal form, which is what answers show. */
const MARIADB_JSON: ReadonlyMap<string | undefined, FieldType> = new Map([
  ['json', { ...JSON_TYPE, toText: (json) => toJsonText(json) }],
  ['built json', { ...JSON_TYPE, toText: toBuiltJsonText }],
]);
const CHAR = text('CHAR', 1);

/** Types that their number alone tells. */
const BY_TYPE: ReadonlyMap<number, FieldType> = new Map([
  [Types.TINY, long('TINYINT', -6)],
  [Types.SHORT, long('SMALLINT', 5)],
  [Types.INT24, long('MEDIUMINT', 4)],
  [Types.LONG, long('INT', 4)],
  [Types.LONGLONG, long('BIGINT', -5)],
  [Types.FLOAT, double('FLOAT', 7)],
  [Types.DOUBLE, double('DOUBLE', 8)],
  [Types.DECIMAL, DECIMAL],
  [Types.NEWDECIMAL, DECIMAL],
  [Types.BIT, BIT],
  [Types.DATE, text('DATE', 91, 'time')],
  [Types.NEWDATE, text('DATE', 91, 'time')],
  [Types.TIME, text('TIME', 92, 'time')],
  [Types.DATETIME, text('DATETIME', 93, 'time')],
  [Types.TIMESTAMP, text('TIMESTAMP', 93, 'time')],
  [Types.YEAR, text('YEAR', 91, 'year')],
  [Types.JSON, JSON_TYPE],
  [Types.NULL, text('NULL', 0)],
]);

/** Columns of TEXT and BLOB have one number in all sizes; the length tells which. */
const SIZES: readonly [maxLength: number, size: string][] = [
  [255, 'TINY'],
  [65_535, ''],
  [16_777_215, 'MEDIUM'],
  [Infinity, 'LONG'],
];

/** Expressions name their size. */
const SIZE_BY_TYPE: ReadonlyMap<number, string> = new Map([
  [Types.TINY_BLOB, 'TINY'],
  [Types.MEDIUM_BLOB, 'MEDIUM'],
  [Types.LONG_BLOB, 'LONG'],
]);

/**
 * The type of a column of a result.
 *
 * @throws ServiceException UnsupportedResultException for a type that the service does not return: GEOMETRY, VECTOR.
 */
export function toFieldType(column: ColumnDefinition): FieldType {
  const json = MARIADB_JSON.get(column.extendedFormat);
  if (json !== undefined) return json;
  if (column.columnType === Types.TINY && column.columnLength === 1) return BIT;
  if ((column.flags & (FLAGS.enum | FLAGS.set)) !== 0) return CHAR;
  return BY_TYPE.get(column.columnType) ?? toStringType(column);
}

function toStringType(column: ColumnDefinition): FieldType {
  const isBinary = column.characterSet === BINARY_CHARACTER_SET;
  switch (column.columnType) {
    case Types.STRING:
      return isBinary ? blob('BINARY', -2) : CHAR;
    case Types.VARCHAR:
    case Types.VAR_STRING:
      return isBinary ? blob('VARBINARY', -3) : text('VARCHAR', 12);
    case Types.TINY_BLOB:
    case Types.BLOB:
    case Types.MEDIUM_BLOB:
    case Types.LONG_BLOB: {
      const size =
        SIZE_BY_TYPE.get(column.columnType) ?? sizeOf(column.columnLength / (isBinary ? 1 : BYTES_PER_CHARACTER));
      return isBinary ? blob(`${size}BLOB`, -4) : text(`${size}TEXT`, -1);
    }
  }
  const name = nameOfType(column.columnType);
  throw new ServiceException('UnsupportedResultException', `The result contains the unsupported data type ${name}.`);
}

/** The driver's name of a type that has no place in the tables above. */
function nameOfType(columnType: number): string {
  return Object.entries(Types).find(([, number]) => number === columnType)?.[0] ?? `type ${columnType}`;
}

function sizeOf(length: number): string {
  return SIZES.find(([maxLength]) => length <= maxLength)?.[1] ?? '';
}
