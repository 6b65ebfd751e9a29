// Knex with knex-aurora-data-api-mysql: it binds by position, as :0, :1 (contract 3.3), and reads by type name.
import client from 'knex-aurora-data-api-mysql';
import { knex, type Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ARNS, startTestEmulator, type TestEmulator } from '../support/emulator.ts';
import { createItems, ITEM, storedNames } from './support/items.ts';

let emulator: TestEmulator;
let db: Knex;
beforeAll(async () => {
  emulator = await startTestEmulator();
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const sdkConfig = { endpoint: emulator.emulator.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  db = knex({ client, connection: { ...ARNS, database: emulator.database, sdkConfig } as Knex.StaticConnectionConfig });
});
beforeEach(() => createItems(emulator));
afterAll(async () => {
  await db.destroy();
  await emulator[Symbol.asyncDispose]();
});

test('INSERT, SELECT, UPDATE and DELETE', async () => {
  await expect(db('items').insert([{ name: 'a' }, { name: 'b' }])).resolves.toEqual([1]);
  await expect(db('items').select('id', 'name').where({ name: 'b' })).resolves.toEqual([{ id: 2, name: 'b' }]);
  await expect(db('items').first('name').orderBy('id').limit(1)).resolves.toEqual({ name: 'a' });
  await expect(db('items').pluck('name').whereIn('id', [1, 2]).orderBy('id')).resolves.toEqual(['a', 'b']);
  await expect(db('items').count({ total: '*' })).resolves.toEqual([{ total: 2 }]);
  await expect(db('items').update({ name: 'c' }).where({ id: 1 })).resolves.toBe(1);
  await expect(db('items').increment('serial', 1)).resolves.toBe(2);
  await expect(db('items').del()).resolves.toBe(2);
});

test('odd types go in and come out: dates as UTC, decimals as numbers', async () => {
  const row = { name: ITEM.name, active: true, price: 12.5, weight: ITEM.weight, serial: ITEM.safeSerial };
  const seen_at = new Date(`${ITEM.seenAt}Z`);
  await db('items').insert({ ...row, seen_at, document: JSON.stringify(ITEM.document), picture: null });
  await expect(db('items').select()).resolves.toEqual([
    { id: 1, ...row, seen_at, document: '{"a": [1, null, "é"], "b:c": "?"}', picture: null },
  ]);
});

test('a blob goes in and comes out as the library makes it: as base64 text', async () => {
  await db('items').insert({ name: 'a', picture: ITEM.picture });
  const { picture } = await db('items').first('picture');
  expect(String(picture)).toBe(ITEM.picture.toString('base64'));
});

test('raw SQL with bindings answers rows and fields', async () => {
  await expect(db.raw("SELECT ? + 1 AS sum, ':0' AS text, DATE('2025-01-02') AS day", [1])).resolves.toEqual({
    rows: [{ sum: 2, text: ':0', day: new Date('2025-01-02Z') }],
    fields: ['sum', 'text', 'day'].map((label) => expect.objectContaining({ label })),
  });
});

test('a batch, in one transaction', async () => {
  const rows = ['a', 'b', 'c'].map((name) => ({ name }));
  await expect(db.batchInsert('items', rows, 2)).resolves.toEqual([1, 3]);
});

test('a transaction is committed, beside another one', async () => {
  await db.transaction(async (transaction) => {
    await transaction('items').insert({ name: 'a' });
    await db.transaction((other) => other('items').insert({ name: 'b' }));
    expect(await storedNames(emulator)).toEqual(['b']);
  });
  expect(await storedNames(emulator)).toEqual(['a', 'b']);
});

test('a transaction is rolled back', async () => {
  const failed = db.transaction(async (transaction) => {
    await transaction('items').insert({ name: 'a' });
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  await db.transaction((transaction) => transaction.rollback(), { doNotRejectOnRollback: true });
  expect(await storedNames(emulator)).toEqual([]);
});

test('the schema builder', async () => {
  await db.schema.createTable('notes', (table) => {
    table.increments('id');
    table.string('text').notNullable().defaultTo('?');
    table.boolean('done');
    table.integer('parent').unsigned().references('id').inTable('notes');
    table.timestamps(true, true);
  });
  await expect(db.schema.hasTable('notes')).resolves.toBe(true);
  await expect(db.schema.hasColumn('notes', 'text')).resolves.toBe(true);
  // Not renameColumn: it reads the answer of SHOW FIELDS as mysql2 gives it.
  await db.schema.alterTable('notes', (table) => table.string('body').notNullable());
  const info = await db('notes').columnInfo('body');
  expect(info).toMatchObject({ type: 'varchar', maxLength: 255, nullable: false });
  await db.schema.dropTable('notes');
  await expect(db.schema.hasTable('notes')).resolves.toBe(false);
});

test('a migration is run and undone', async () => {
  const migration = {
    up: (schema: Knex) => schema.schema.createTable('made', (table) => table.increments('id')),
    down: (schema: Knex) => schema.schema.dropTable('made'),
  };
  const migrationSource = {
    getMigrations: () => Promise.resolve(['1']),
    getMigrationName: (name: string) => name,
    getMigration: () => Promise.resolve(migration),
  };
  await expect(db.migrate.latest({ migrationSource })).resolves.toEqual([1, ['1']]);
  await expect(db.schema.hasTable('made')).resolves.toBe(true);
  await expect(db.migrate.rollback({ migrationSource })).resolves.toEqual([1, ['1']]);
});

test('an error reaches the caller, its SQL before it', async () => {
  await expect(db('nowhere').select()).rejects.toMatchObject({
    name: 'DatabaseErrorException',
    message: expect.stringMatching(
      /^select \* from `nowhere` - Table .* doesn't exist; Error code: 1146; SQLState: 42S02$/,
    ),
  });
});
