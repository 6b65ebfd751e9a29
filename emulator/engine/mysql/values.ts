import mysql, { type TypedParameterValue } from 'mysql2';
import type { BoundValue } from '../engine.ts';

const { TypedParameter } = mysql;

/**
 * The value with the type it has on the wire. The type is always named: a bare JavaScript number would travel as
 * DOUBLE, and a bare bigint as text.
 */
export function toTypedParameter(bound: BoundValue): TypedParameterValue {
  switch (bound.type) {
    case 'null':
      return TypedParameter.NULL();
    case 'boolean':
      // As a TINYINT it would come back from MariaDB as one, from MySQL as a BIGINT.
      return TypedParameter.LONGLONG(bound.value ? 1n : 0n);
    case 'long':
      return TypedParameter.LONGLONG(bound.value);
    case 'double':
      return TypedParameter.DOUBLE(bound.value);
    case 'decimal':
      return TypedParameter.NEWDECIMAL(bound.value);
    case 'string':
      return TypedParameter.VAR_STRING(bound.value);
    case 'blob':
      return TypedParameter.BLOB(bound.value);
  }
}

/**
 * Names the types of all values. MySQL fixes the types of a prepared statement's parameters at its first execution,
 * and silently converts later values to them: a statement is prepared anew for every combination of types.
 */
export function toTypeKey(values: readonly BoundValue[]): string {
  return values.map((value) => value.type).join();
}
