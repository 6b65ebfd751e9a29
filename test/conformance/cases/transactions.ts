import type { Answer, Api } from '../api.ts';
import { fails, ok, rows, updated, type Case } from '../case.ts';

const TABLE = ['DROP TABLE IF EXISTS t', 'CREATE TABLE t (id INT PRIMARY KEY)'];
const end = (
  api: Api,
  operation: 'CommitTransaction' | 'RollbackTransaction',
  transactionId: string,
): Promise<Answer> => api.call(operation, { transactionId });
const count = (api: Api, more: object = {}): Promise<Answer> => api.execute('SELECT COUNT(*) FROM t', more);

/** Runs steps in one transaction. @returns what they answered. */
const inTransaction = (work: (api: Api, transactionId: string) => Promise<unknown>) => async (api: Api) => {
  await api.prepare(...TABLE);
  return work(api, await api.begin());
};
const COMMITTED = ok({ transactionStatus: 'Transaction Committed' });
const ROLLED_BACK = ok({ transactionStatus: 'Rollback Complete' });
const NOT_FOUND = fails('TransactionNotFoundException', 404, /^Transaction .* is not found/);

/** Contract 2.3 and 5, but for what takes minutes: expiry is tested on a clock that can be moved. */
export const TRANSACTION_CASES: Case[] = [
  {
    row: '2.3',
    title: 'Begin answers an opaque id',
    run: (api) => api.call('BeginTransaction', {}),
    expected: ok({ transactionId: /^[A-Za-z0-9+/]+=*$/ }),
  },
  {
    row: '2.3',
    title: 'Begin, then Commit without a statement',
    run: inTransaction((api, id) => end(api, 'CommitTransaction', id)),
    expected: COMMITTED,
  },
  {
    row: '2.3',
    title: 'Rollback',
    run: inTransaction((api, id) => end(api, 'RollbackTransaction', id)),
    expected: ROLLED_BACK,
  },
  {
    row: '5.12',
    title: 'rows are seen inside, and outside after the commit',
    run: inTransaction(async (api, transactionId) => {
      await api.execute('INSERT INTO t VALUES (1)', { transactionId });
      return [
        await count(api, { transactionId }),
        await count(api),
        await end(api, 'CommitTransaction', transactionId),
        await count(api),
      ];
    }),
    expected: [rows([{ longValue: 1 }]), rows([{ longValue: 0 }]), COMMITTED, rows([{ longValue: 1 }])],
  },
  {
    row: '5.9',
    title: 'after a failed statement, Rollback undoes earlier inserts',
    run: inTransaction(async (api, transactionId) => {
      await api.execute('INSERT INTO t VALUES (1)', { transactionId });
      const failed = await api.execute('INSERT INTO t VALUES (1)', { transactionId });
      return [failed, await end(api, 'RollbackTransaction', transactionId), await count(api)];
    }),
    expected: [
      fails('DatabaseErrorException', 400, /Error code: 1062; SQLState: 23000$/),
      ROLLED_BACK,
      rows([{ longValue: 0 }]),
    ],
  },
  ...(['CommitTransaction', 'RollbackTransaction'] as const).map((operation) => ({
    row: '5.5',
    title: `${operation} of an id that has ended`,
    choice: 'transaction-not-found',
    run: inTransaction(async (api, id) => {
      await end(api, 'CommitTransaction', id);
      return end(api, operation, id);
    }),
    expected: NOT_FOUND,
  })),
  {
    row: '5.5',
    title: 'a statement on an id that never was',
    choice: 'transaction-not-found',
    run: (api) => api.execute('SELECT 1', { transactionId: 'AQC5SRDIm6' }),
    expected: NOT_FOUND,
  },
  {
    row: '7.2 empty transactionId',
    title: 'a statement',
    choice: 'empty-transaction-id',
    run: (api) => api.execute('SELECT 1', { transactionId: '' }),
    expected: fails('BadRequestException', 400, 'Transaction ID is empty'),
  },
  {
    row: '7.2 empty transactionId',
    title: 'CommitTransaction',
    choice: 'empty-transaction-id',
    run: (api) => end(api, 'CommitTransaction', ''),
    expected: fails('BadRequestException', 400, 'Transaction ID is empty'),
  },
  {
    row: '5.7',
    title: 'a second call while one runs on the id',
    run: inTransaction(async (api, transactionId) => {
      const slow = api.execute('SELECT SLEEP(1)', { transactionId });
      await new Promise((resolve) => setTimeout(resolve, 300));
      const second = await api.execute('SELECT 1', { transactionId });
      return [second, await slow, await end(api, 'RollbackTransaction', transactionId)];
    }),
    expected: [
      fails('DatabaseErrorException', 400, 'Transaction is still running a query'),
      rows([{ longValue: 0 }]),
      ROLLED_BACK,
    ],
  },
  {
    row: '5.8',
    title: 'none given to Begin, one given later',
    choice: 'database-mismatch',
    run: async (api) => {
      const { body } = await api.call('BeginTransaction', {});
      const { transactionId } = body as { transactionId: string };
      const later = await api.execute('SELECT 1', { transactionId });
      await end(api, 'RollbackTransaction', transactionId);
      return later;
    },
    expected: fails('BadRequestException', 400, /^Database name is not the same as transaction database/),
  },
  {
    row: '5.8',
    title: 'given to Begin, left out later',
    run: inTransaction(async (api, transactionId) => {
      const later = await api.call('ExecuteStatement', { sql: 'SELECT COUNT(*) FROM t', transactionId });
      await end(api, 'RollbackTransaction', transactionId);
      return later;
    }),
    expected: rows([{ longValue: 0 }]),
  },
  {
    row: '5.8',
    title: 'a database other than that of Begin',
    choice: 'database-mismatch',
    run: inTransaction(async (api, transactionId) => {
      const other = await api.execute('SELECT 1', { transactionId, database: 'information_schema' });
      await end(api, 'RollbackTransaction', transactionId);
      return other;
    }),
    expected: fails('BadRequestException', 400, /^Database name is not the same as transaction database/),
  },
  {
    row: '5.3',
    title: 'a definition commits implicitly',
    run: inTransaction(async (api, transactionId) => {
      await api.execute('INSERT INTO t VALUES (1)', { transactionId });
      const definition = await api.execute('CREATE TABLE IF NOT EXISTS side (id INT)', { transactionId });
      await end(api, 'RollbackTransaction', transactionId);
      return [definition, await count(api)];
    }),
    expected: [updated(0), rows([{ longValue: 1 }])],
  },
];
