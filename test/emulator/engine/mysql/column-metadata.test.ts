import type { ColumnMetadata } from '@aws-sdk/client-rds-data';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestEmulator, type TestEmulator } from '../../../support/emulator.ts';
import { executeRaw } from '../../../support/raw-call.ts';
import { CAPTURED, INFERRED, type GoldenMetadata } from './golden-metadata.ts';

const ALL = [...CAPTURED, ...INFERRED];

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startTestEmulator();
  const columns = ALL.map(([declared], index) => `c${index} ${declared}`);
  await emulator.direct.query(`CREATE TABLE typed (${columns.join(', ')})`);
  await emulator.direct.query(
    'CREATE TABLE person (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, name VARCHAR(80) NOT NULL, boss INT, code INT UNIQUE)',
  );
  await emulator.direct.query('CREATE VIEW people AS SELECT id, name AS called FROM person');
});
afterAll(() => emulator[Symbol.asyncDispose]());

async function metadataOf(sql: string): Promise<ColumnMetadata[] | undefined> {
  return (await emulator.execute(sql, { includeResultMetadata: true })).columnMetadata;
}

/** All 14 members of a column of the table `typed`. */
function expected([, typeName, type, precision, scale, isSigned, isCaseSensitive]: GoldenMetadata, name: string) {
  return {
    arrayBaseColumnType: 0,
    isAutoIncrement: false,
    isCaseSensitive,
    isCurrency: false,
    isSigned,
    label: name,
    name,
    nullable: 1,
    precision,
    scale,
    schemaName: '',
    tableName: 'typed',
    type,
    typeName,
  };
}

describe('contract 4.5, observed 3a: all 14 members of a declared type', () => {
  test.for(ALL.map((row, index) => [row[0], row, `c${index}`] as const))('%s', async ([, row, name]) => {
    expect(await metadataOf(`SELECT ${name} FROM typed`)).toEqual([expected(row, name)]);
  });
});

describe('contract 4.5: members beside the type', () => {
  test('nullable 0 for NOT NULL and keys; isAutoIncrement', async () => {
    expect(await metadataOf('SELECT * FROM person')).toMatchObject([
      { name: 'id', nullable: 0, isAutoIncrement: true, typeName: 'BIGINT UNSIGNED', isSigned: false },
      { name: 'name', nullable: 0, isAutoIncrement: false },
      { name: 'boss', nullable: 1, isAutoIncrement: false },
      { name: 'code', nullable: 1 },
    ]);
  });

  test('label is the alias, name the column, tableName the table behind an alias', async () => {
    expect(await metadataOf('SELECT p.name AS called, b.id boss FROM person AS p JOIN person AS b')).toMatchObject([
      { label: 'called', name: 'name', tableName: 'person' },
      { label: 'boss', name: 'id', tableName: 'person' },
    ]);
  });

  test('an expression: name equals label, no table', async () => {
    expect(await metadataOf('SELECT COUNT(*), MAX(boss) AS most, 4+7 FROM person')).toMatchObject([
      { label: 'COUNT(*)', name: 'COUNT(*)', tableName: '' },
      { label: 'most', name: 'most', tableName: '' },
      { label: '4+7', name: '4+7', tableName: '' },
    ]);
  });

  test('columns of the same name, in their order (observed 3c)', async () => {
    const columns = await metadataOf('SELECT a.id, b.id FROM person a JOIN person b');
    expect(columns?.map(({ label }) => label)).toEqual(['id', 'id']);
  });

  test('a view: its table and column are what is selected from', async () => {
    expect(await metadataOf('SELECT called FROM people')).toMatchObject([{ label: 'called', schemaName: '' }]);
  });

  test('zero rows: metadata beside empty records', async () => {
    const answer = await emulator.execute('SELECT id FROM person', { includeResultMetadata: true });
    expect(answer.records).toEqual([]);
    expect(answer.columnMetadata).toHaveLength(1);
  });

  test('SHOW TABLES: label Tables_in_<database>', async () => {
    expect(await metadataOf('SHOW TABLES')).toMatchObject([
      { label: `Tables_in_${emulator.database}`, typeName: 'VARCHAR', type: 12, nullable: 0 },
    ]);
  });

  test('SHOW VARIABLES', async () => {
    expect((await metadataOf('SHOW VARIABLES'))?.map(({ label }) => label)).toEqual(['Variable_name', 'Value']);
  });

  test('information_schema', async () => {
    const columns = await metadataOf(
      "SELECT table_name AS t, character_maximum_length AS o, column_default AS d FROM information_schema.columns WHERE table_name = 'person'",
    );
    expect(columns).toMatchObject([
      { label: 't', typeName: 'VARCHAR', precision: 64 },
      { label: 'o', type: -5 },
      { label: 'd', type: -1 },
    ]);
    expect(columns?.map(({ schemaName }) => schemaName)).toEqual(['', '', '']);
  });
});

describe('contract 2.1: where columnMetadata is absent', () => {
  test.for([
    ["INSERT INTO person (name) VALUES ('Ann')", '{"generatedFields":[{"longValue":1}],"numberOfRecordsUpdated":1}'],
    ['UPDATE person SET boss = 1', '{"generatedFields":[],"numberOfRecordsUpdated":1}'],
    ['CREATE TABLE other (id INT)', '{"generatedFields":[],"numberOfRecordsUpdated":0}'],
    ['SET @a = 1', '{"generatedFields":[],"numberOfRecordsUpdated":0}'],
  ])('%s: although asked for', async ([sql, body]) => {
    expect(await executeRaw(emulator, { sql, includeResultMetadata: true })).toBe(body);
  });

  test.for([{}, { includeResultMetadata: false }])('a SELECT with %o', async (option) => {
    expect(await executeRaw(emulator, { sql: 'SELECT 1', ...option })).toBe(
      '{"records":[[{"longValue":1}]],"numberOfRecordsUpdated":0}',
    );
  });

  test('integers are integers on the wire (contract 1.3), members compact and without null (contract 1.2)', async () => {
    const body = await executeRaw(emulator, { sql: 'SELECT boss FROM person LIMIT 0', includeResultMetadata: true });
    expect(body).toBe(
      '{"columnMetadata":[{"arrayBaseColumnType":0,"isAutoIncrement":false,"isCaseSensitive":false,"isCurrency":false,' +
        '"isSigned":true,"label":"boss","name":"boss","nullable":1,"precision":11,"scale":0,"schemaName":"",' +
        '"tableName":"person","type":4,"typeName":"INT"}],"records":[],"numberOfRecordsUpdated":0}',
    );
  });
});
