import type { BoundStatement, BoundValue, Dialect } from '../engine/engine.ts';
import { ServiceException } from '../model/exceptions.ts';
import type { SqlParameter } from '../model/types.ts';
import { toBoundValue } from './bound-value.ts';
import type { Statement } from './statement.ts';

/**
 * Gives each placeholder of the statement its parameter's value. The order of parameters does not matter; of two
 * with one name the last counts; one that no placeholder names is ignored (contract 3.3 and 9).
 *
 * @throws ServiceException BadRequestException for a placeholder without a parameter, ValidationException for a value
 *   that its type hint or the service refuses, DatabaseErrorException for a bare `?`.
 */
export function bind(statement: Statement, parameters: readonly SqlParameter[], dialect: Dialect): BoundStatement {
  const values = new Map<string, BoundValue>();
  for (const parameter of parameters) values.set(parameter.name ?? '', toBoundValue(parameter));
  // What the server answers when an execution brings fewer values than the statement has markers.
  if (statement.bareMarkers > 0) throw dialect.missingValues();
  return {
    text: statement.text,
    kind: statement.kind,
    values: statement.placeholders.map((name) => valueOf(name, values)),
  };
}

function valueOf(name: string, values: ReadonlyMap<string, BoundValue>): BoundValue {
  const value = values.get(name);
  if (value === undefined) throw new ServiceException('BadRequestException', `Cannot find parameter: ${name}`);
  return value;
}
