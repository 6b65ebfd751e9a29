import type { Answer, Api } from '../api.ts';
import { fails, ok, rows, updated, type Case } from '../case.ts';

/** Runs statements in one transaction and commits it. @returns what they answered. */
const inTransaction =
  (...statements: string[]) =>
  async (api: Api): Promise<Answer[]> => {
    await api.prepare('DROP TABLE IF EXISTS u', 'CREATE TABLE u (id INT PRIMARY KEY)');
    const transactionId = await api.begin();
    const answers: Answer[] = [];
    for (const sql of statements) answers.push(await api.execute(sql, { transactionId }));
    await api.call('CommitTransaction', { transactionId });
    return answers;
  };
/** Runs statements, each by itself. @returns what the last one answered. */
const oneByOne =
  (...statements: string[]) =>
  async (api: Api): Promise<Answer | undefined> => {
    await api.prepare('DROP TABLE IF EXISTS u', 'CREATE TABLE u (id INT PRIMARY KEY)');
    const answers: Answer[] = [];
    for (const sql of statements) answers.push(await api.execute(sql));
    return answers.at(-1);
  };
/** Runs a transaction's first statement. @returns its answer, and two counts: before a row that is added from outside, and after. */
const countsAfter =
  (first: string) =>
  async (api: Api): Promise<Answer[]> => {
    await api.prepare('DROP TABLE IF EXISTS u', 'CREATE TABLE u (id INT PRIMARY KEY)');
    const transactionId = await api.begin();
    const answers = [await api.execute(first, { transactionId }), await api.execute(COUNT, { transactionId })];
    await api.prepare('INSERT INTO u VALUES (1)');
    answers.push(await api.execute(COUNT, { transactionId }));
    await api.call('CommitTransaction', { transactionId });
    return answers;
  };
const COUNT = 'SELECT COUNT(*) FROM u';
const counted = (count: number): Answer => rows([{ longValue: count }]);

/** Contract 5.11, 5.13 and 5.14, observed 4 and 8: what a session holds, and where it ends. */
export const SESSION_CASES: Case[] = [
  {
    row: '5.11',
    title: 'savepoints as SQL inside a transaction',
    run: inTransaction(
      'INSERT INTO u VALUES (1)',
      'SAVEPOINT s',
      'INSERT INTO u VALUES (2)',
      'ROLLBACK TO SAVEPOINT s',
      'RELEASE SAVEPOINT s',
      COUNT,
    ),
    expected: [updated(1), updated(0), updated(1), updated(0), updated(0), counted(1)],
  },
  {
    row: '5.11',
    title: 'variables hold inside a transaction',
    run: inTransaction('SET @x = 7', 'SELECT @x'),
    expected: [updated(0), rows([{ longValue: 7 }])],
  },
  {
    row: '5.11',
    title: 'temporary tables hold inside a transaction',
    run: inTransaction('CREATE TEMPORARY TABLE mine (id INT)', 'INSERT INTO mine VALUES (1)', 'SELECT id FROM mine'),
    expected: [updated(0), updated(1), rows([{ longValue: 1 }])],
  },
  {
    row: '5.11',
    title: 'PREPARE as SQL holds inside a transaction',
    run: inTransaction("PREPARE s FROM 'SELECT 5'", 'EXECUTE s'),
    expected: [updated(0), rows([{ longValue: 5 }])],
  },
  {
    row: '5.11',
    title: 'EXECUTE gives a FLOAT as MySQL prints it',
    choice: 'unprepared',
    run: async (api) => {
      const create = 'CREATE TEMPORARY TABLE floats (v FLOAT)';
      const prepare = "PREPARE s FROM 'SELECT v FROM floats'";
      return (await inTransaction(create, 'INSERT INTO floats VALUES (16777216)', prepare, 'EXECUTE s')(api)).at(-1);
    },
    expected: rows([{ doubleValue: 16_777_200 }]),
  },
  {
    row: '5.11',
    title: 'variables are gone outside',
    run: oneByOne('SET @x = 7', 'SELECT @x IS NULL'),
    expected: rows([{ longValue: 1 }]),
  },
  {
    row: '5.11',
    title: 'temporary tables are gone outside',
    run: oneByOne('CREATE TEMPORARY TABLE mine (id INT)', 'SELECT id FROM mine'),
    expected: fails('DatabaseErrorException', 400, /Error code: 1146/),
  },
  {
    row: '5.11',
    title: 'prepared statements are gone outside',
    run: oneByOne("PREPARE s FROM 'SELECT 5'", 'EXECUTE s'),
    expected: fails(
      'DatabaseErrorException',
      400,
      /^Unknown prepared statement handler .*; Error code: 1243; SQLState: HY000$/,
    ),
  },
  {
    row: 'observed 4 SHOW ERRORS',
    title: 'empty after a call that failed',
    run: oneByOne('SELEC', 'SHOW ERRORS'),
    expected: rows(),
  },
  {
    row: 'observed 8 BEGIN',
    title: 'BEGIN as SQL has no effect on later calls',
    run: oneByOne('BEGIN', 'INSERT INTO u VALUES (1)', 'ROLLBACK', COUNT),
    expected: counted(1),
  },
  {
    row: 'observed 8 autocommit',
    title: 'a definition works beside an open transaction',
    run: async (api) => {
      await api.prepare('DROP TABLE IF EXISTS u');
      const transactionId = await api.begin();
      const answers = [
        await api.execute('SELECT 1', { transactionId }),
        await api.execute('CREATE TABLE u (id INT PRIMARY KEY)'),
        await api.call('RollbackTransaction', { transactionId }),
        await api.execute(COUNT),
      ];
      return answers.map(({ status }) => status);
    },
    expected: [200, 200, 200, 200],
  },
  {
    row: 'observed 8 too large',
    title: 'a result that is too large leaves its transaction open',
    choice: 'large-result',
    run: inTransaction('INSERT INTO u VALUES (1)', "SELECT REPEAT('x', 2000000)", COUNT),
    expected: [
      updated(1),
      fails('UnsupportedResultException', 400, 'The result exceeds the size limit 1 MB.'),
      counted(1),
    ],
  },
  {
    row: '5.14',
    title: 'USE does not carry over',
    run: oneByOne('USE information_schema', "SELECT DATABASE() = 'information_schema'"),
    expected: rows([{ longValue: 0 }]),
  },
  {
    row: '5.13',
    title: 'the isolation level can be set as SQL',
    run: (api) => api.execute('SET TRANSACTION ISOLATION LEVEL READ COMMITTED'),
    expected: updated(0),
  },
  {
    row: '5.13',
    title: 'the isolation level of the session can be set inside',
    run: async (api) => {
      const set = 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED';
      const [done, levels] = await inTransaction(set, "SHOW VARIABLES LIKE 't%\\_isolation'")(api);
      // MySQL and MariaDB name the variable differently.
      return [done, (levels?.body as { records: object[][] } | undefined)?.records[0]?.[1]];
    },
    expected: [updated(0), { stringValue: 'READ-COMMITTED' }],
  },
  {
    row: 'observed 8 isolation',
    title: 'that of the transaction itself can be set by its first statement',
    run: countsAfter('SET TRANSACTION ISOLATION LEVEL READ COMMITTED'),
    expected: [updated(0), counted(0), counted(1)],
  },
  {
    row: 'observed 8 isolation',
    title: 'and not by a later one: it has begun',
    run: inTransaction('INSERT INTO u VALUES (1)', 'SET TRANSACTION ISOLATION LEVEL READ COMMITTED'),
    expected: [updated(1), fails('DatabaseErrorException', 400, /Error code: 1568; SQLState: 25001$/)],
  },
  {
    row: '5.3',
    title: 'what follows a definition commits by itself',
    choice: 'implicit-commit',
    run: async (api) => {
      await api.prepare('DROP TABLE IF EXISTS u', 'CREATE TABLE u (id INT PRIMARY KEY)', 'DROP TABLE IF EXISTS side2');
      const transactionId = await api.begin();
      await api.execute('CREATE TABLE side2 (id INT)', { transactionId });
      await api.execute('INSERT INTO u VALUES (1)', { transactionId });
      return [await api.call('RollbackTransaction', { transactionId }), await api.execute(COUNT)];
    },
    expected: [ok({ transactionStatus: 'Rollback Complete' }), counted(1)],
  },
];
