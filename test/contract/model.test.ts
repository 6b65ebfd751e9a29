// Our tables of what AWS fixed, against the schemas that AWS's own SDK carries.
import * as sdk from '@aws-sdk/client-rds-data';
import { describe, expect, test } from 'vitest';
import { EXCEPTIONS_WITHOUT_MEMBERS, MODELLED_EXCEPTIONS } from '../../emulator/model/exceptions.ts';
import { REQUEST_SHAPES, type Shape, type Structure } from '../../emulator/model/shapes.ts';
import { OPERATIONS } from '../../emulator/operations/operations.ts';

type Schema = readonly unknown[];

/** The SDK's schemas by name. A schema is a list: kind, namespace, name, traits, ... */
const SCHEMAS = new Map(
  Object.values(sdk)
    .filter((value): value is Schema & typeof value => Array.isArray(value))
    .map((schema) => [String(schema[2]), schema]),
);
const OPERATION = 9;
const ERROR = -3;

function schema(name: string): Schema {
  const found = SCHEMAS.get(name);
  if (found === undefined) throw new Error(`the SDK has no schema ${name}`);
  return found;
}

const schemasOfKind = (kind: number): string[] =>
  [...SCHEMAS].filter(([, [first]]) => first === kind).map(([name]) => name);

test('contract 1.1: the operations are the SDK’s', () => {
  expect(OPERATIONS.map(({ name }) => name).toSorted()).toEqual(schemasOfKind(OPERATION).toSorted());
  expect(OPERATIONS).toHaveLength(6);
});

test.each(OPERATIONS)('contract 1.1: $name is a POST to $path', ({ name, path }) => {
  expect(schema(name)[3]).toEqual({ http: ['POST', path, 200] });
});

test.each(OPERATIONS)('contract 2: the members of $name and which are required', ({ name, shape }) => {
  const [, , , , members, , requiredCount] = schema(`${name}Request`) as [...unknown[]] & { 4: string[]; 6: number };
  expect(Object.keys(shape.members).toSorted()).toEqual(members.toSorted());
  // The SDK lists required members first and counts them.
  expect([...(shape.required ?? [])].toSorted()).toEqual(members.slice(0, requiredCount).toSorted());
});

describe('contract 3.1: the structures inside requests', () => {
  const inside = (shape: Structure, ...path: string[]): Shape | undefined =>
    path.reduce<Shape | undefined>((at, name) => {
      const next = at !== undefined && 'members' in at ? at.members[name] : undefined;
      return next?.kind === 'list' ? next.of : next;
    }, shape);
  const execute = REQUEST_SHAPES.ExecuteStatement;

  test.each([
    ['SqlParameter', inside(execute, 'parameters')],
    ['Field', inside(execute, 'parameters', 'value')],
    ['ArrayValue', inside(execute, 'parameters', 'value', 'arrayValue')],
    ['ResultSetOptions', inside(execute, 'resultSetOptions')],
  ])('%s', (name, shape) => {
    const members = shape !== undefined && 'members' in shape ? Object.keys(shape.members) : [];
    expect(members.toSorted()).toEqual([...(schema(name)[4] as string[])].toSorted());
  });

  test.each([
    ['TypeHint', inside(execute, 'parameters', 'typeHint'), sdk.TypeHint],
    ['DecimalReturnType', inside(execute, 'resultSetOptions', 'decimalReturnType'), sdk.DecimalReturnType],
    ['LongReturnType', inside(execute, 'resultSetOptions', 'longReturnType'), sdk.LongReturnType],
    ['RecordsFormatType', inside(execute, 'formatRecordsAs'), sdk.RecordsFormatType],
  ])('enum %s', (_name, shape, values) => {
    expect(shape?.kind === 'string' ? shape.oneOf?.toSorted() : undefined).toEqual(Object.values(values).toSorted());
  });
});

test('contract 1.4: the exceptions, their statuses and their members are the SDK’s', () => {
  const theirs = schemasOfKind(ERROR).filter((name) => name !== 'RDSDataServiceException');
  expect(Object.keys(MODELLED_EXCEPTIONS).toSorted()).toEqual(theirs.toSorted());
  expect(theirs).toHaveLength(17);
  for (const [name, status] of Object.entries(MODELLED_EXCEPTIONS)) {
    expect([name, schema(name)[3]]).toEqual([name, expect.objectContaining({ httpError: status })]);
  }
  const withoutMembers = theirs.filter((name) => (schema(name)[4] as string[]).length === 0);
  expect([...EXCEPTIONS_WITHOUT_MEMBERS].toSorted()).toEqual(withoutMembers.toSorted());
});
