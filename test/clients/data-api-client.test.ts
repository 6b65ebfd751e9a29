// data-api-client 1.x, by Jeremy Daly: named parameters, objects as rows, batches, transactions as chains.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../support/emulator.ts';
import { createDataApiClient, type DataApiClient } from './support/data-api-client.ts';
import { createItems, ITEM, storedNames } from './support/items.ts';

let emulator: TestEmulator;
let client: DataApiClient;
beforeAll(async () => {
  emulator = await startTestEmulator();
  client = createDataApiClient(emulator);
});
beforeEach(() => createItems(emulator));
afterAll(() => emulator[Symbol.asyncDispose]());

const INSERT = 'INSERT INTO items (name) VALUES (:name)';

test('INSERT, SELECT, UPDATE and DELETE', async () => {
  await expect(client.query(INSERT, { name: 'a' })).resolves.toEqual({ insertId: 1, numberOfRecordsUpdated: 1 });
  const found = await client.query('SELECT id, name FROM items WHERE name = :name', { name: 'a' });
  expect(found).toEqual({ records: [{ id: 1, name: 'a' }] });
  await expect(client.query("UPDATE items SET name = 'b'")).resolves.toEqual({ numberOfRecordsUpdated: 1 });
  await expect(client.query('DELETE FROM items')).resolves.toEqual({ numberOfRecordsUpdated: 1 });
  await expect(client.query('SELECT * FROM items')).resolves.toEqual({ records: [] });
});

test('odd types go in and come out: dates as UTC, JSON parsed', async () => {
  const row = {
    name: ITEM.name,
    active: true,
    price: ITEM.price,
    weight: ITEM.weight,
    seen_at: new Date(`${ITEM.seenAt}Z`),
    picture: ITEM.picture,
    document: JSON.stringify(ITEM.document),
    serial: ITEM.safeSerial,
  };
  const columns = Object.keys(row);
  const sql = `INSERT INTO items (${columns.join(', ')}) VALUES (:${columns.join(', :')})`;
  await client.query(sql, row);
  await client.query(sql, { ...Object.fromEntries(columns.map((column) => [column, null])), name: 'nothing' });
  await expect(client.query('SELECT * FROM items ORDER BY id')).resolves.toEqual({
    records: [
      { id: 1, ...row, picture: new Uint8Array(ITEM.picture), document: ITEM.document },
      { id: 2, ...Object.fromEntries(columns.map((column) => [column, null])), name: 'nothing' },
    ],
  });
});

test('a column is named by a parameter, a value cast', async () => {
  await client.query(INSERT, { name: '1' });
  const parameters = [
    { name: 'column', value: 'name' },
    { name: 'id', value: '1', cast: 'SIGNED' },
  ];
  const found = await client.query('SELECT ::column FROM items WHERE id = :id', parameters);
  expect(found).toEqual({ records: [{ name: '1' }] });
});

test('rows as lists, without metadata', async () => {
  // Without column names the library has no types, and stumbles over its own reading of dates.
  const lists = createDataApiClient(emulator, { hydrateColumnNames: false, formatOptions: { deserializeDate: false } });
  await lists.query(INSERT, { name: 'a' });
  await expect(lists.query('SELECT id, name FROM items')).resolves.toEqual({ records: [[1, 'a']] });
});

test('a batch, written as a list of lists of parameters', async () => {
  const { updateResults } = await client.query(INSERT, [[{ name: 'a' }], [{ name: 'b' }]]);
  expect(updateResults).toEqual([{ insertId: 1 }, { insertId: 2 }]);
  const update = 'UPDATE items SET active = :active WHERE id = :id';
  await expect(client.query(update, [[{ active: true, id: 1 }], [{ active: false, id: 2 }]])).resolves.toEqual({
    updateResults: [{}, {}],
  });
});

test('a chain of queries is one transaction, each query sees the answer before it', async () => {
  const results = await client
    .transaction()
    .query(INSERT, { name: 'a' })
    .query(({ insertId }) => ['UPDATE items SET price = :price WHERE id = :id', { price: 1.5, id: insertId }])
    .commit();
  expect(results).toEqual([
    { insertId: 1, numberOfRecordsUpdated: 1 },
    { numberOfRecordsUpdated: 1 },
    { transactionStatus: 'Transaction Committed' },
  ]);
});

test('a chain is rolled back by the query that fails', async () => {
  const told: unknown[] = [];
  const chain = client
    .transaction()
    .query(INSERT, { name: 'a' })
    .query(INSERT, { name: 'a' })
    .rollback((error, status) => told.push(error.name, status))
    .commit();
  await expect(chain).rejects.toMatchObject({ name: 'DatabaseErrorException' });
  expect(told).toEqual(['DatabaseErrorException', expect.objectContaining({ transactionStatus: 'Rollback Complete' })]);
  expect(await storedNames(emulator)).toEqual([]);
});

test('a transaction by hand', async () => {
  const { transactionId } = await client.beginTransaction();
  await client.query({ sql: INSERT, parameters: { name: 'a' }, transactionId });
  expect(await storedNames(emulator)).toEqual([]);
  await client.commitTransaction({ transactionId });
  expect(await storedNames(emulator)).toEqual(['a']);
});

test('an error reaches the caller', async () => {
  await client.query(INSERT, { name: 'a' });
  await expect(client.query(INSERT, { name: 'a' })).rejects.toMatchObject({
    name: 'DatabaseErrorException',
    message: expect.stringMatching(/^Duplicate entry 'a' for key '.*'; Error code: 1062; SQLState: 23000$/),
  });
});
