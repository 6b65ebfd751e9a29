// Kysely with kysely-data-api, in its MySQL mode. It tells a SELECT by the presence of columnMetadata (contract 2.1).
import { RDSData } from '@aws-sdk/client-rds-data';
import { Kysely, Migrator, sql, type Generated } from 'kysely';
import { DataApiDialect } from 'kysely-data-api';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ARNS, startTestEmulator, type TestEmulator } from '../support/emulator.ts';
import { createItems, ITEM, storedNames } from './support/items.ts';

interface Schema {
  items: {
    id: Generated<number>;
    name: string;
    active: boolean | null;
    price: string | null;
    weight: number | null;
    seen_at: Date | string | null;
    picture: Uint8Array | null;
    document: unknown;
    serial: number | bigint | null;
  };
}

let emulator: TestEmulator;
let db: Kysely<Schema>;
beforeAll(async () => {
  emulator = await startTestEmulator();
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  const client = new RDSData({
    endpoint: emulator.emulator.endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
  const driver = { client, ...ARNS, database: emulator.database };
  db = new Kysely({ dialect: new DataApiDialect({ mode: 'mysql', driver }) });
});
beforeEach(() => createItems(emulator));
afterAll(async () => {
  await db.destroy();
  await emulator[Symbol.asyncDispose]();
});

const item = (name: string) => ({ name }) as Schema['items'] & { id: never };

test('INSERT, SELECT, UPDATE and DELETE', async () => {
  const inserted = await db
    .insertInto('items')
    .values([item('a'), item('b')])
    .executeTakeFirst();
  // Of several rows the first id (contract 2.1).
  expect(inserted).toMatchObject({ insertId: 1n, numInsertedOrUpdatedRows: 2n });
  await expect(db.selectFrom('items').select(['id', 'name as n']).where('name', '=', 'b').execute()).resolves.toEqual([
    { id: 2, n: 'b' },
  ]);
  const updated = await db.updateTable('items').set({ name: 'c' }).where('id', '=', 1).executeTakeFirst();
  expect(updated.numUpdatedRows).toBe(1n);
  expect((await db.deleteFrom('items').executeTakeFirst()).numDeletedRows).toBe(2n);
  await expect(db.selectFrom('items').selectAll().execute()).resolves.toEqual([]);
});

test('odd types go in and come out', async () => {
  const row = {
    name: ITEM.name,
    active: true,
    price: ITEM.price,
    weight: ITEM.weight,
    picture: ITEM.picture,
    serial: ITEM.safeSerial,
  };
  const values = { ...row, seen_at: new Date(`${ITEM.seenAt}Z`), document: JSON.stringify(ITEM.document) };
  await db.insertInto('items').values(values).execute();
  await expect(db.selectFrom('items').selectAll().execute()).resolves.toEqual([
    { id: 1, ...row, picture: new Uint8Array(ITEM.picture), seen_at: ITEM.seenAt, document: ITEM.document },
  ]);
});

test('NULL goes in and comes out', async () => {
  const nothing = {
    active: null,
    price: null,
    weight: null,
    seen_at: null,
    picture: null,
    document: null,
    serial: null,
  };
  await db
    .insertInto('items')
    .values({ name: 'a', ...nothing })
    .execute();
  await expect(db.selectFrom('items').selectAll().execute()).resolves.toEqual([{ id: 1, name: 'a', ...nothing }]);
});

test('a type hint is passed on, and DATE columns come out as dates', async () => {
  const day = { typeHint: 'DATE', value: { stringValue: '2025-01-02' } };
  const { rows } = await sql`SELECT CAST(${day} AS DATE) AS day`.execute(db);
  expect(rows).toEqual([{ day: new Date('2025-01-02') }]);
});

test('a transaction is committed', async () => {
  await db.transaction().execute(async (transaction) => {
    await transaction.insertInto('items').values(item('a')).execute();
    expect(await storedNames(emulator)).toEqual([]);
  });
  expect(await storedNames(emulator)).toEqual(['a']);
});

test('a transaction is rolled back', async () => {
  const failed = db.transaction().execute(async (transaction) => {
    await transaction.insertInto('items').values(item('a')).execute();
    await transaction.insertInto('items').values(item('a')).execute();
  });
  await expect(failed).rejects.toMatchObject({ name: 'DatabaseErrorException' });
  expect(await storedNames(emulator)).toEqual([]);
});

test('migrations, which take a lock of the server, and introspection', async () => {
  const make = {
    up: (schema: Kysely<unknown>) =>
      schema.schema
        .createTable('notes')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .execute(),
    down: (schema: Kysely<unknown>) => schema.schema.dropTable('notes').execute(),
  };
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ '1_notes': make }) } });
  const { error, results } = await migrator.migrateToLatest();
  expect(error).toBeUndefined();
  expect(results).toEqual([{ migrationName: '1_notes', direction: 'Up', status: 'Success' }]);
  const tables = await db.introspection.getTables();
  expect(tables.find(({ name }) => name === 'notes')).toMatchObject({
    schema: emulator.database,
    columns: [{ name: 'id', dataType: 'int', isNullable: false }],
  });
  expect((await migrator.migrateDown()).results).toMatchObject([{ direction: 'Down', status: 'Success' }]);
});

test('an error reaches the caller', async () => {
  await expect(sql`SELECT * FROM nowhere`.execute(db)).rejects.toMatchObject({
    name: 'DatabaseErrorException',
    message: expect.stringMatching(/doesn't exist; Error code: 1146; SQLState: 42S02$/),
  });
});
