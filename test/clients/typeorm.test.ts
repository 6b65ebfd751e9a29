// TypeORM with typeorm-aurora-data-api-driver, which carries its own copy of data-api-client 1.x and of an old AWS SDK v3.
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ARNS, product, startTestEmulator, type TestEmulator } from '../support/emulator.ts';
import { ITEM, storedNames } from './support/items.ts';
import { Items, MakeNotes1700000000000, Owners } from './support/typeorm-entities.ts';

let emulator: TestEmulator;
let source: DataSource;
beforeAll(async () => {
  emulator = await startTestEmulator();
  source = await new DataSource({
    type: 'aurora-mysql',
    ...ARNS,
    database: emulator.database,
    region: 'us-east-1',
    serviceConfigOptions: {
      endpoint: emulator.emulator.endpoint,
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
      maxAttempts: 1,
    },
    entities: [Items, Owners],
    migrations: [MakeNotes1700000000000],
    synchronize: true,
  }).initialize();
});
beforeEach(async () => {
  await source.getRepository(Items).clear();
});
afterAll(async () => {
  await source.destroy();
  await emulator[Symbol.asyncDispose]();
});

// MariaDB's information_schema writes defaults and JSON columns in its own way, and nothing stands between it and TypeORM.
test.skipIf(product() === 'MariaDB')('the schema that it made is the one that it finds again', async () => {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

test('INSERT, SELECT, UPDATE and DELETE', async () => {
  const items = source.getRepository(Items);
  expect(await items.save({ name: 'a' })).toMatchObject({ id: 1, kind: 'plain', created: expect.any(Date) });
  expect(await items.findBy({ name: 'a' })).toMatchObject([{ id: 1, active: null }]);
  expect(await items.update({ id: 1 }, { name: 'b' })).toMatchObject({ affected: 1 });
  expect(await items.findAndCount({ take: 1, skip: 0 })).toMatchObject([[{ name: 'b' }], 1]);
  expect(await items.delete({ id: 1 })).toMatchObject({ affected: 1 });
  expect(await items.find()).toEqual([]);
});

test('odd types go in and come out', async () => {
  const items = source.getRepository(Items);
  const item = {
    name: ITEM.name,
    active: true,
    price: ITEM.price,
    weight: ITEM.weight,
    // The driver casts to DATETIME, without a fraction.
    seenAt: new Date('2025-01-02T03:04:05Z'),
    day: '2025-01-02',
    made: 2025,
    picture: ITEM.picture,
    document: ITEM.document,
    serial: ITEM.safeSerial,
    tags: ['x', 'y'],
    kind: 'fancy',
  };
  await items.save({ ...item });
  await items.save({ name: 'nothing' });
  const [full, empty] = await items.find({ order: { id: 'ASC' } });
  expect(full).toMatchObject({ ...item, picture: new Uint8Array(ITEM.picture) });
  const nothing = Object.keys(item).filter((key) => key !== 'name' && key !== 'kind');
  expect(empty).toMatchObject(Object.fromEntries(nothing.map((key) => [key, null])));
});

test('several rows in one statement, an upsert, and a query with a list', async () => {
  const items = source.getRepository(Items);
  const { identifiers } = await items.insert([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
  expect(identifiers).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  await items.upsert([{ name: 'a', made: 1999 }], ['name']);
  const found = items.createQueryBuilder('item').where('item.name IN (:...names)', { names: ['a', 'c'] });
  expect(await found.orderBy('item.id').getMany()).toMatchObject([{ name: 'a', made: 1999 }, { name: 'c' }]);
});

test('a relation is joined', async () => {
  const { id } = await source.getRepository(Owners).save({ name: 'Ada' });
  await source.getRepository(Items).insert([
    { name: 'a', owner: { id } },
    { name: 'b', owner: { id } },
  ]);
  const order = { items: { name: 'DESC' } } as const;
  const found = await source.getRepository(Owners).find({ relations: { items: true }, where: { name: 'Ada' }, order });
  expect(found).toMatchObject([{ name: 'Ada', items: [{ name: 'b' }, { name: 'a' }] }]);
});

test('a transaction is committed', async () => {
  await source.transaction(async (manager) => {
    await manager.save(Items, { name: 'a' });
    expect(await storedNames(emulator)).toEqual([]);
  });
  expect(await storedNames(emulator)).toEqual(['a']);
});

test('a transaction is rolled back', async () => {
  const failed = source.transaction(async (manager) => {
    await manager.save(Items, { name: 'a' });
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  expect(await storedNames(emulator)).toEqual([]);
});

test('an inner transaction is rolled back to its savepoint (contract 5.11)', async () => {
  await source.transaction(async (manager) => {
    await manager.save(Items, { name: 'outer' });
    const inner = manager.transaction(async (nested) => {
      await nested.save(Items, { name: 'inner' });
      throw new Error('changed my mind');
    });
    await expect(inner).rejects.toThrow('changed my mind');
  });
  expect(await storedNames(emulator)).toEqual(['outer']);
});

test('calls at once in one transaction, which the driver puts in a row (contract 5.7)', async () => {
  await source.transaction(async (manager) => {
    await Promise.all(['a', 'b', 'c'].map((name) => manager.insert(Items, { name })));
  });
  expect(await storedNames(emulator)).toEqual(['a', 'b', 'c']);
});

test('a migration is run and undone', async () => {
  expect(await source.runMigrations()).toMatchObject([{ name: 'MakeNotes1700000000000' }]);
  // The driver's list of rows is a member of itself.
  const rows = await source.query<object[]>('SELECT text FROM notes');
  expect([...rows]).toEqual([{ text: "what's :new?" }]);
  expect(await source.showMigrations()).toBe(false);
  await source.undoLastMigration();
  expect(await source.showMigrations()).toBe(true);
});

test('an error reaches the caller', async () => {
  const items = source.getRepository(Items);
  await items.insert({ name: 'a' });
  await expect(items.insert({ name: 'a' })).rejects.toMatchObject({
    name: 'DatabaseErrorException',
    message: expect.stringMatching(/^Duplicate entry 'a' for key '.*'; Error code: 1062; SQLState: 23000$/),
  });
});
