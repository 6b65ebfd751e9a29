import type { ColumnMetadata } from '../../model/types.ts';
import type { Column } from '../engine.ts';
import { BYTES_PER_CHARACTER, FLAGS, toFieldType, type ColumnDefinition, type FieldType } from './fields.ts';

/** JDBC's types of numbers with a sign. */
const NUMERIC_JDBC_TYPES = new Set([-6, 5, 4, -5, 7, 8, 3]);
const CHARACTER_JDBC_TYPES = new Set([1, 12, -1]);
const TIME_JDBC_TYPES = new Set([91, 92, 93]);
const NULL_JDBC_TYPE = 0;
const MAX_PRECISION = 2_147_483_647;
/** What servers send for LONGTEXT and JSON (an expression's is a little less): as many bytes as there can be. */
const UNLIMITED_LENGTH = 4_294_967_292;

/** A column of a result, its type beside what the answer says of it. */
export interface TypedColumn extends Column {
  readonly type: FieldType;
}

/**
 * Describes a column as the service does: all 14 members, the numbers as the JDBC driver had them (contract 4.5).
 *
 * @throws ServiceException UnsupportedResultException for a type that the service does not return.
 */
export function toColumn(definition: ColumnDefinition): TypedColumn {
  const type = toFieldType(definition);
  return {
    type,
    label: definition.name,
    scale: toScale(definition, type),
    member: type.member,
    isDecimal: type.isDecimal ?? false,
    describe: () => toMetadata(definition, type),
  };
}

function toMetadata(definition: ColumnDefinition, type: FieldType): ColumnMetadata {
  const isUnsigned = (definition.flags & FLAGS.unsigned) !== 0;
  const isNumeric = NUMERIC_JDBC_TYPES.has(type.jdbcType);
  return {
    arrayBaseColumnType: 0,
    isAutoIncrement: (definition.flags & FLAGS.autoIncrement) !== 0,
    isCaseSensitive: isCaseSensitive(definition, type),
    isCurrency: false,
    isSigned: isNumeric && !isUnsigned,
    label: definition.name,
    name: definition.orgName === '' ? definition.name : definition.orgName,
    nullable: (definition.flags & FLAGS.notNull) === 0 ? 1 : 0,
    precision: Math.min(toPrecision(definition, type), MAX_PRECISION),
    scale: toScale(definition, type),
    schemaName: '',
    tableName: definition.orgTable === '' ? definition.table : definition.orgTable,
    type: type.jdbcType,
    typeName: isNumeric && isUnsigned ? `${type.typeName} UNSIGNED` : type.typeName,
  };
}

/** Numbers and times are not, decimals and bytes are, text is by its collation: so the JDBC driver has it. */
function isCaseSensitive({ flags }: ColumnDefinition, type: FieldType): boolean {
  if (type.isDecimal === true || type.member === 'blobValue' || type.jdbcType === NULL_JDBC_TYPE) return true;
  return CHARACTER_JDBC_TYPES.has(type.jdbcType) && (flags & FLAGS.binary) !== 0;
}

/** Digits or characters; the server counts bytes, and a decimal's sign and point. */
function toPrecision({ columnLength, decimals, flags }: ColumnDefinition, type: FieldType): number {
  if (type.isDecimal === true) {
    return columnLength - (decimals > 0 ? 1 : 0) - ((flags & FLAGS.unsigned) === 0 ? 1 : 0);
  }
  const countsCharacters = CHARACTER_JDBC_TYPES.has(type.jdbcType) && columnLength < UNLIMITED_LENGTH;
  return countsCharacters ? Math.floor(columnLength / BYTES_PER_CHARACTER) : columnLength;
}

/** Digits after the point; 31 for numbers and text expressions that have no fixed scale. Times have none (contract 4.5). */
function toScale(definition: ColumnDefinition, type: FieldType): number {
  return TIME_JDBC_TYPES.has(type.jdbcType) ? 0 : definition.decimals;
}
