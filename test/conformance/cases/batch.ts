import type { Api } from '../api.ts';
import { fails, ok, param, rows, type Case } from '../case.ts';

const fresh = (api: Api, ...more: string[]): Promise<void> =>
  api.prepare(
    'DROP TABLE IF EXISTS b',
    'CREATE TABLE b (id INT PRIMARY KEY AUTO_INCREMENT, n VARCHAR(20) UNIQUE)',
    ...more,
  );
const batch =
  (sql: string, parameterSets: object[][] | undefined, ...before: string[]) =>
  async (api: Api) => {
    await fresh(api, ...before);
    return api.call('BatchExecuteStatement', { database: api.database, sql, parameterSets });
  };
const name = (value: string) => [param('n', { stringValue: value })];

/** Contract 2.2: one statement for many sets of parameters. */
export const BATCH_CASES: Case[] = [
  {
    row: '2.2',
    title: 'an entry a set, with its id, no counts',
    run: batch('INSERT INTO b (n) VALUES (:n)', [name('a'), name('b')]),
    expected: ok({ updateResults: [{ generatedFields: [{ longValue: 1 }] }, { generatedFields: [{ longValue: 2 }] }] }),
  },
  {
    row: '2.2',
    title: 'UPDATE: [] for each set',
    run: batch('UPDATE b SET n = :n', [name('b')], "INSERT INTO b (n) VALUES ('a')"),
    expected: ok({ updateResults: [{ generatedFields: [] }] }),
  },
  {
    row: '2.2',
    title: 'DELETE: [] for each set, a set that matches nothing too',
    run: batch('DELETE FROM b WHERE n = :n', [name('a'), name('x')], "INSERT INTO b (n) VALUES ('a')"),
    expected: ok({ updateResults: [{ generatedFields: [] }, { generatedFields: [] }] }),
  },
  {
    row: '2.2',
    title: 'outside a transaction it is committed',
    run: async (api) => {
      await batch('INSERT INTO b (n) VALUES (:n)', [name('a'), name('b')])(api);
      return api.execute('SELECT COUNT(*) FROM b');
    },
    expected: rows([{ longValue: 2 }]),
  },
  {
    row: '6 parameter sets',
    title: 'a thousand, in their order',
    run: async (api) => {
      const sets = Array.from({ length: 1000 }, (_, index) => name(`n${index}`));
      const { body } = await batch('INSERT INTO b (n) VALUES (:n)', sets)(api);
      const { updateResults } = body as { updateResults: { generatedFields: { longValue: number }[] }[] };
      return [updateResults.length, updateResults.at(-1)?.generatedFields];
    },
    expected: [1000, [{ longValue: 1000 }]],
  },
  {
    row: 'observed 5 batch',
    title: 'sets whose values have different types',
    choice: 'batch-mixed-types',
    run: async (api) => {
      const values = [{ longValue: 7 }, { stringValue: 'seven' }, { isNull: true }, { doubleValue: 0.5 }];
      await batch(
        'INSERT INTO b (n) VALUES (:n)',
        values.map((value) => [param('n', value)]),
      )(api);
      return api.execute('SELECT n FROM b ORDER BY id');
    },
    expected: rows([{ stringValue: '7' }], [{ stringValue: 'seven' }], [{ isNull: true }], [{ stringValue: '0.5' }]),
  },
  {
    row: '2.2 sql',
    title: 'a trailing semicolon, which AWS advises against',
    choice: 'batch-semicolon',
    run: batch('INSERT INTO b (n) VALUES (:n);', [name('a')]),
    expected: ok({ updateResults: [{ generatedFields: [{ longValue: 1 }] }] }),
  },
  {
    row: '2.2',
    title: 'no sets: nothing runs',
    choice: 'batch-without-sets',
    run: batch('SELEC', undefined),
    expected: ok({ updateResults: [] }),
  },
  {
    row: '2.2',
    title: 'an empty list of sets: nothing runs',
    choice: 'batch-without-sets',
    run: batch('SELEC', []),
    expected: ok({ updateResults: [] }),
  },
  {
    row: '2.2',
    title: 'one empty set runs it once',
    run: batch("INSERT INTO b (n) VALUES ('x')", [[]]),
    expected: ok({ updateResults: [{ generatedFields: [{ longValue: 1 }] }] }),
  },
  {
    row: '2.2 atomicity',
    title: 'a set that fails leaves nothing of the batch',
    choice: 'batch-atomic',
    run: async (api) => {
      const failed = await batch('INSERT INTO b (n) VALUES (:n)', [name('a'), name('b'), name('a')])(api);
      return [failed, await api.execute('SELECT COUNT(*) FROM b')];
    },
    expected: [
      fails('DatabaseErrorException', 400, /^Duplicate entry 'a' for key .*; Error code: 1062; SQLState: 23000$/),
      rows([{ longValue: 0 }]),
    ],
  },
];
