// A body of 4 MiB has room for hundreds of thousands of mistakes: they are counted, and the first are told.
import { expect, test } from 'vitest';
import { checkShape } from '../../../emulator/model/check-shape.ts';
import { REQUEST_SHAPES } from '../../../emulator/model/shapes.ts';
import { ARNS } from '../../support/emulator.ts';
import { failureOf } from '../../support/failure.ts';

/** @returns the members that the model does not know. */
async function check(members: object): Promise<string[]> {
  const unknownMembers: string[] = [];
  checkShape({ ...ARNS, sql: 'SELECT 1', ...members }, REQUEST_SHAPES.ExecuteStatement, unknownMembers);
  return unknownMembers;
}

test.each([20, 21, 300_000])('of %d violations the first 20 are told (choice: validation-texts)', async (count) => {
  const parameters = Array.from({ length: count }, () => ({ typeHint: 'XML' }));
  const constraint = 'Member must satisfy enum value set: [DATE, DECIMAL, JSON, TIME, TIMESTAMP, UUID]';
  const told = Array.from(
    { length: 20 },
    (_, index) =>
      `Value 'XML' at 'parameters.${index + 1}.member.typeHint' failed to satisfy constraint: ${constraint}`,
  );
  if (count > 20) told.push('...');
  expect(await failureOf(check({ parameters }))).toEqual({
    name: 'ValidationException',
    message: `${count} validation errors detected: ${told.join('; ')}`,
  });
});

test('of a number of 100,000 digits the first 100 are told (choice: serialization-texts)', async () => {
  const value = { longValue: BigInt('7'.repeat(100_000)) };
  const number = `the number ${'7'.repeat(100)}...`;
  expect(await failureOf(check({ parameters: [{ value }] }))).toEqual({
    name: 'SerializationException',
    message: `Expected a 64-bit integer at 'parameters.1.member.value.longValue', got ${number}`,
  });
});

test('of 1000 unknown members the first 20 are told, of a long name its beginning (choice: unknown-members)', async () => {
  const names = ['n'.repeat(1000), ...Array.from({ length: 999 }, (_, index) => `member ${index}`)];
  const told = await check(Object.fromEntries(names.map((name) => [name, 1])));
  expect(told).toHaveLength(20);
  expect(told.slice(0, 2)).toEqual([`${'n'.repeat(100)}...`, 'member 0']);
});
