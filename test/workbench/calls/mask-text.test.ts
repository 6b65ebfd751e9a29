// Masking takes a time that grows with the text, whatever the text is: it is done while a call is answered.
import { expect, test } from 'vitest';
import { PASSWORDS, PASSWORDS_OF_FILES, VALUES } from '../../../workbench/calls/mask-text.ts';

/** Far more than it takes, and far less than it would, did it grow with the square: minutes. */
const MAX_MS = 10_000;

test.each([
  ['digits', '1'.repeat(60_000)],
  ['digits behind a point', `1.${'1'.repeat(60_000)}`],
  ['digits of an exponent', `1e${'1'.repeat(60_000)}`],
  ['hexadecimal digits', `0x${'f'.repeat(60_000)}`],
])('a name that begins like a number of 60,000 %s takes no time', (_what, digits) => {
  const sql = `SELECT 1 AS password, ${digits}g`;
  const started = performance.now();
  expect(PASSWORDS.sql(sql)).toBe(sql);
  VALUES.sql(sql);
  expect(performance.now() - started).toBeLessThan(MAX_MS);
});

test.each(['1', '12', '1.', '1.5', '.5', '1e5', '1.5E-5', '1.e+5', '0x1F', '0b101'])('%s is a number', (number) => {
  expect(VALUES.sql(`SELECT ${number}, a`)).toBe('SELECT ***, a');
});

test('SQL that is longer than the service takes is not read, nor shown where it may hold a value', () => {
  const sql = `CREATE USER ada IDENTIFIED BY 'secret', ${'1,'.repeat(65_537)}`;
  expect([PASSWORDS.sql(sql), VALUES.sql(sql)]).toEqual(['***', '***']);
  const message = "Value 'CREATE USER ada IDENTIFIED BY 'secret', 1,...' at 'sql' failed to satisfy constraint";
  expect(PASSWORDS.message({ name: 'ValidationException', message }, sql)).toBe(
    "Value '***' failed to satisfy constraint",
  );
});

test('SQL of 65,536 characters is read, also where each takes two places', () => {
  const start = "SET PASSWORD = '***', @a = ";
  const sql = `SET PASSWORD = 'secret', @a = '${'🙂'.repeat(65_500)}'`;
  expect(PASSWORDS.sql(sql).slice(0, start.length)).toBe(start);
});

test('the comment of the console stays, by which its look-ups are told', () => {
  expect(VALUES.sql("/* console */ SELECT 'x' /* of mine */")).toBe("/* console */ SELECT '***' /*****/");
});

test('a statement of a file may be long: what the server says of its other values stays', () => {
  const sql = `INSERT INTO users (id, password) VALUES ${'(1, 2), '.repeat(20_000)}(7, 3)`;
  const refusal = { name: 'Error', message: "Duplicate entry '7' for key 'users.PRIMARY'" };
  expect(PASSWORDS_OF_FILES.message(refusal, sql)).toBe(refusal.message);
  expect(PASSWORDS.message(refusal, sql)).not.toContain('7');
});
