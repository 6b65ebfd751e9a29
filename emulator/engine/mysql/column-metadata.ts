import mysql from 'mysql2';
import type { Column } from '../engine.ts';
import { BYTES_PER_CHARACTER, FLAGS, toFieldType, type ColumnDefinition, type FieldType } from './fields.ts';

const { Types } = mysql;

/** JDBC's types of numbers with a sign. */
const NUMERIC_JDBC_TYPES = new Set([-6, 5, 4, -5, 7, 8, 3]);
const MAX_PRECISION = 2_147_483_647;

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
  const isUnsigned = (definition.flags & FLAGS.unsigned) !== 0;
  const isNumeric = NUMERIC_JDBC_TYPES.has(type.jdbcType);
  return {
    type,
    member: type.member,
    isDecimal: type.isDecimal ?? false,
    metadata: {
      arrayBaseColumnType: 0,
      isAutoIncrement: (definition.flags & FLAGS.autoIncrement) !== 0,
      isCaseSensitive: type.isDecimal === true || type.member === 'blobValue',
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
    },
  };
}

/** Digits or characters; the server counts bytes, and a decimal's sign and point. */
function toPrecision(definition: ColumnDefinition, type: FieldType): number {
  const { columnLength, decimals, flags } = definition;
  if (type.isDecimal === true) {
    return columnLength - (decimals > 0 ? 1 : 0) - ((flags & FLAGS.unsigned) === 0 ? 1 : 0);
  }
  const isText = type.member === 'stringValue' && CHARACTER_JDBC_TYPES.has(type.jdbcType) && type.typeName !== 'JSON';
  return isText ? Math.floor(columnLength / BYTES_PER_CHARACTER) : columnLength;
}

const CHARACTER_JDBC_TYPES = new Set([1, 12, -1]);
/** What servers send as the decimals of a number without a fixed scale. */
const FLOATING_SCALE = 31;

function toScale(definition: ColumnDefinition, type: FieldType): number {
  if (type.isDecimal === true) return definition.decimals;
  const isFloat = definition.columnType === Types.FLOAT || definition.columnType === Types.DOUBLE;
  return isFloat ? Math.min(definition.decimals, FLOATING_SCALE) : 0;
}
