import { parse } from 'lossless-json';
import { EXPRESSION_SCHEMA, GOLDEN_EXPRESSIONS } from '../../emulator/engine/mysql/golden-expressions.ts';
import { GOLDEN_JSON } from '../../emulator/engine/mysql/golden-json.ts';
import { CAPTURED, INFERRED, type GoldenMetadata } from '../../emulator/engine/mysql/golden-metadata.ts';
import { GOLDEN_COLUMNS, type GoldenColumn } from '../../emulator/engine/mysql/golden-values.ts';
import { toExactNumber, type Api } from '../api.ts';
import { param, type Case } from '../case.ts';

const decode = (json: string): unknown => parse(json, undefined, { parseNumber: toExactNumber });

/** Types whose odd values the contract leaves open, and the entry that tells the choice. */
const OPEN: Readonly<Record<string, string>> = {
  'TINYINT(1) UNSIGNED': 'tinyint1-unsigned',
  'BIGINT UNSIGNED': 'bigint-unsigned',
  FLOAT: 'float',
};
const openTemporal = (declared: string): string | undefined =>
  /^(TIME|DATE|YEAR)/.test(declared) ? 'odd-times-and-dates' : undefined;

/** Stores the literals in one transaction, without the sql_mode that would refuse zero dates, and reads them back. */
const columnCase = ({ declared, values }: GoldenColumn): Case => {
  const choice = OPEN[declared] ?? openTemporal(declared);
  return {
    row: '4.1',
    title: `${declared}: ${values.length} values and NULL`,
    ...(choice === undefined ? {} : { choice }),
    run: async (api) => {
      await api.prepare(
        'DROP TABLE IF EXISTS golden',
        `CREATE TABLE golden (id INT PRIMARY KEY AUTO_INCREMENT, v ${declared} NULL)`,
      );
      const transactionId = await api.begin();
      await api.execute("SET SESSION sql_mode = ''", { transactionId });
      for (const literal of [...values.map(([text]) => text), 'NULL']) {
        await api.execute(`INSERT INTO golden (v) VALUES (${literal})`, { transactionId });
      }
      const { body } = await api.execute('SELECT v FROM golden ORDER BY id', { transactionId });
      await api.call('RollbackTransaction', { transactionId });
      return (body as { records?: unknown[][] }).records?.map(([field]) => field);
    },
    expected: [...values.map(([, field]) => decode(field)), { isNull: true }],
  };
};

const metadataCase =
  (row: string, choice: string | undefined) =>
  ([declared, typeName, type, precision, scale, isSigned, isCaseSensitive]: GoldenMetadata): Case => ({
    row,
    title: `columnMetadata of ${declared}`,
    ...(choice === undefined ? {} : { choice }),
    run: async (api) => {
      await api.prepare('DROP TABLE IF EXISTS described', `CREATE TABLE described (v ${declared})`);
      const { body } = await api.execute('SELECT v AS w FROM described', { includeResultMetadata: true });
      return body;
    },
    expected: {
      columnMetadata: [
        {
          arrayBaseColumnType: 0,
          isAutoIncrement: false,
          isCaseSensitive,
          isCurrency: false,
          isSigned,
          label: 'w',
          name: 'v',
          nullable: 1,
          precision,
          scale,
          schemaName: '',
          tableName: 'described',
          type,
          typeName,
        },
      ],
      numberOfRecordsUpdated: 0,
      records: [],
    },
  });

const expressionCase = (sql: string, field: string, typeName: string): Case => ({
  row: '4.1 expressions',
  title: sql,
  ...(sql.startsWith('SELECT YEAR(') ? { choice: 'year-function' } : {}),
  run: async (api) => {
    await api.prepare('DROP TABLE IF EXISTS one', ...EXPRESSION_SCHEMA);
    const { body } = await api.execute(sql, { includeResultMetadata: true });
    const { records, columnMetadata } = body as { records?: unknown[][]; columnMetadata?: { typeName: string }[] };
    return [records?.[0]?.[0], columnMetadata?.[0]?.typeName];
  },
  expected: [decode(field), typeName],
});

const storeJson = async (api: Api, document: string): Promise<unknown> => {
  await api.prepare('DROP TABLE IF EXISTS docs', 'CREATE TABLE docs (doc JSON)');
  await api.execute('INSERT INTO docs VALUES (:doc)', { parameters: [param('doc', { stringValue: document })] });
  const { body } = await api.execute('SELECT doc FROM docs');
  return (body as { records: unknown }).records;
};

/** Contract 4.1 and 4.5, from the tables of golden values. */
export const GOLDEN_CASES: Case[] = [
  ...GOLDEN_COLUMNS.map(columnCase),
  ...GOLDEN_EXPRESSIONS.map(([sql, field, typeName]) => expressionCase(sql, field, typeName)),
  ...GOLDEN_JSON.map(([document, printed]) => ({
    row: '4.1 JSON',
    title: document.slice(0, 60),
    choice: 'json-text',
    run: (api: Api) => storeJson(api, document),
    expected: [[{ stringValue: printed }]],
  })),
  ...CAPTURED.map(metadataCase('4.5', undefined)),
  ...INFERRED.map(metadataCase('4.5 by inference', 'column-metadata')),
];
