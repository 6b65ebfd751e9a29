import type { BoundValue } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import type { SqlParameter } from '../model/types.ts';
import { applyTypeHint } from './type-hints.ts';

/**
 * What the server is to receive for a parameter (contract 3.2).
 *
 * @throws ServiceException ValidationException for an array, a parameter without a value, or a value that does not
 *   have the form of its type hint.
 */
export function toBoundValue(parameter: SqlParameter): BoundValue {
  const { name = '', value, typeHint } = parameter;
  if (value === undefined) {
    throw new ServiceException('ValidationException', `Parameter "${name}" has value with no field set`);
  }
  if ('arrayValue' in value) throw new ServiceException('ValidationException', 'Array parameters are not supported');
  if ('isNull' in value) return nullValue(name, value.isNull);
  if (typeHint !== undefined) {
    if ('stringValue' in value) return applyTypeHint(typeHint, value.stringValue, name);
    throw new ServiceException(
      'ValidationException',
      `Parameter "${name}" has typeHint ${typeHint}, which needs a stringValue`,
    );
  }
  if ('booleanValue' in value) return { type: 'boolean', value: value.booleanValue };
  if ('longValue' in value) return { type: 'long', value: toInteger(value.longValue) };
  if ('doubleValue' in value) return { type: 'double', value: Number(value.doubleValue) };
  if ('blobValue' in value) return { type: 'blob', value: Buffer.from(value.blobValue, 'base64') };
  return { type: 'string', value: value.stringValue };
}

/** Whole numbers beyond 2^53 come as bigints, or in a form that has few digits: 1e18. */
function toInteger(value: number | bigint): number | bigint {
  return Number.isSafeInteger(value) ? value : BigInt(value);
}

function nullValue(name: string, isNull: boolean): BoundValue {
  if (isNull) return { type: 'null' };
  throw new ServiceException(
    'ValidationException',
    `Parameter "${name}" has isNull false and no value: leave isNull out`,
  );
}
