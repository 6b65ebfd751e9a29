import type { Api } from '../api.ts';
import { param, rows, type Case } from '../case.ts';

/** What goes into a column as a parameter, and the Field that comes out (contract 3.2, observed 5). */
type Stored = readonly [declared: string, value: object, field: object, typeHint?: string];

const text = (stringValue: string): object => ({ stringValue });
const NULL = { isNull: true };
const UUID = 'e365db17-8a57-4b3c-9d3e-0123456789ab';
const UUID_BYTES = '42XbF4pXSzydPgEjRWeJqw==';

const STORED: readonly Stored[] = [
  ...['INT', 'VARCHAR(9)', 'BLOB', 'TIMESTAMP NULL', 'JSON', 'DECIMAL(5,2)', 'BOOLEAN', 'DATE', "ENUM('a')"].map(
    (declared): Stored => [declared, NULL, NULL],
  ),
  ['BOOLEAN', { booleanValue: true }, { booleanValue: true }],
  ['TINYINT(1)', { booleanValue: false }, { booleanValue: false }],
  ['TINYINT', { booleanValue: true }, { longValue: 1 }],
  ['TINYINT', { longValue: -128 }, { longValue: -128 }],
  ['INT', { longValue: 42 }, { longValue: 42 }],
  ['BIGINT', { longValue: 2n ** 53n + 1n }, { longValue: 2n ** 53n + 1n }],
  ['YEAR', { longValue: 2024 }, text('2024')],
  ['BIT(8)', { longValue: 255 }, { booleanValue: true }],
  ['DOUBLE', { doubleValue: 0.1 }, { doubleValue: 0.1 }],
  ['DECIMAL(10,4)', { doubleValue: 123_456.789 }, text('123456.7890')],
  ['INT', text('42'), { longValue: 42 }],
  ['DECIMAL(10,4)', text('123456.789'), text('123456.7890')],
  ['DATE', text('2024-12-25'), text('2024-12-25')],
  ['TIME', text('14:30:45'), text('14:30:45')],
  ['DATETIME', text('2024-12-25 14:30:45'), text('2024-12-25 14:30:45')],
  ['JSON', text('{}'), text('{}')],
  ["ENUM('good','bad')", text('bad'), text('bad')],
  ['VARCHAR(99)', text('Zoë’s 日本 🎉\n"\\'), text('Zoë’s 日本 🎉\n"\\')],
  ['VARCHAR(9)', text(''), text('')],
  ['BLOB', { blobValue: Buffer.from([0, 255, 39]) }, { blobValue: 'AP8n' }],
  ['BLOB', { blobValue: Buffer.alloc(0) }, { blobValue: '' }],
  ['BINARY(4)', { blobValue: Buffer.from('hi') }, { blobValue: 'aGkAAA==' }],
  ['BIT(8)', { blobValue: Buffer.from([255]) }, { booleanValue: true }],
  ['DATE', text('2024-02-29'), text('2024-02-29'), 'DATE'],
  ['TIME(3)', text('14:30:45.123'), text('14:30:45.123'), 'TIME'],
  ['DATETIME(6)', text('2024-12-25 14:30:45.123456'), text('2024-12-25 14:30:45.123456'), 'TIMESTAMP'],
  ['DECIMAL(10,4)', text('123456.789'), text('123456.7890'), 'DECIMAL'],
  ['JSON', text('[1]'), text('[1]'), 'JSON'],
  ['BINARY(16)', text(UUID), { blobValue: UUID_BYTES }, 'UUID'],
  ['DATE', NULL, NULL, 'DATE'],
];

/** @param table a name of its own: what a server remembers of a statement is not what is asked here. */
async function store(api: Api, table: string, [declared, value, , typeHint]: Stored): Promise<unknown> {
  await api.prepare(`DROP TABLE IF EXISTS ${table}`, `CREATE TABLE ${table} (v ${declared})`);
  const parameters = [param('v', value, typeHint)];
  const inserted = await api.execute(`INSERT INTO ${table} VALUES (:v)`, { parameters });
  return inserted.status === 200 ? api.execute(`SELECT v FROM ${table}`) : inserted;
}

/** What was sent, as a person reads it in a title. */
const describe = (value: object): string =>
  Object.entries(value)
    .map(
      ([member, held]: [string, unknown]) => `${member} ${Buffer.isBuffer(held) ? `[${held.join()}]` : String(held)}`,
    )
    .join();

/** Contract 3.2: values that are stored, not only echoed. */
export const STORED_VALUE_CASES: Case[] = STORED.map((stored, index) => {
  const [declared, value, field, typeHint] = stored;
  return {
    row: '3.2 stored',
    title: `${describe(value)}${typeHint === undefined ? '' : ` as ${typeHint}`} into ${declared}`,
    run: (api) => store(api, `stored_${index}`, stored),
    expected: rows([field]),
  };
});
