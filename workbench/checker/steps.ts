// The steps of the checker: the first one that fails says what to do next. One more costs one row.
import {
  changesInTransactions,
  endsEachAsItWent,
  endsEveryTransaction,
  namesWhatTheEnvironmentNames,
  opensNoConnection,
  pastesNoValues,
} from './call-checks.ts';
import { answersEachWithItsOwn, failsAndAddsNothing } from './judges.ts';
import type { RecordStep, Step } from './step.ts';

const INVALID_INPUT =
  'call checkEvent() of handler/event.ts before anything else: it refuses in the words of the original.';
const PARAMETERS =
  'TODO 3: a value belongs into `parameters`, as { name, value: { longValue } } or { stringValue }, as it is.';

const twoHundred = Array.from({ length: 197 }, (_, n) => `(${1000 + n}, 'Employee ${1000 + n}')`).join(', ');
const fifty = Array.from({ length: 50 }, (_, n) => ({ EmpId: 5000 + n, EmpName: `Person ${n}` }));

/** What holds for a handler that adds one employee and for one that adds many. */
export const RECORD_STEPS: readonly RecordStep[] = [
  {
    name: 'takes cluster, secret and database from the environment',
    record: namesWhatTheEnvironmentNames,
    hint: 'read DB_CLUSTER_ARN, DB_SECRET_ARN and DB_NAME from process.env: on AWS they are others.',
  },
  {
    name: 'opens no MySQL connection',
    record: opensNoConnection,
    hint: 'the Data API replaces the driver: import neither mysql2 nor the secret’s password any more.',
  },
  {
    name: 'inserts inside a transaction',
    record: changesInTransactions,
    hint: 'TODO 3: give the ExecuteStatementCommand the transactionId, or its work is committed at once.',
  },
  {
    name: 'ends every transaction that it begins',
    record: endsEveryTransaction,
    hint: 'TODO 2 and TODO 4: commit, or roll back in `catch`, on every path, and await it.',
  },
  {
    name: 'commits what went well and rolls back what did not',
    record: endsEachAsItWent,
    hint: 'TODO 2: roll back in `catch`; TODO 4: commit at the end of `try`, not in `finally`.',
  },
  {
    name: 'sends values as parameters, never inside the SQL',
    record: pastesNoValues,
    hint: 'TODO 3: write :EmpId and :EmpName into the SQL and the values into `parameters`.',
  },
];

/** The steps for a handler that adds one employee, in the order in which they are run and shown. */
export const STEPS: readonly Step[] = [
  {
    name: 'adds the first employee to an empty table',
    arrange: ['DELETE FROM Employee'],
    events: [{ EmpId: 1001, EmpName: 'Mary Somerville' }],
    expected: 'as the original',
    hint: 'TODO 3 inserts, TODO 4 commits, and TODO 5 answers with a list of [EmpId, EmpName] pairs.',
  },
  {
    name: 'lists all employees, ordered by id',
    // With this index the table comes in another order, unless one is asked for.
    arrange: ['CREATE INDEX ByName ON Employee (EmpName)'],
    events: [
      { EmpId: 3003, EmpName: 'Barbara Liskov' },
      { EmpId: 1001, EmpName: 'Zuse' },
      { EmpId: 2002, EmpName: 'Adele Goldberg' },
    ],
    expected: 'as the original',
    hint: 'TODO 5: SELECT EmpId, EmpName FROM Employee ORDER BY EmpId, and every record as [longValue, stringValue].',
  },
  {
    name: 'refuses an event without EmpId',
    events: [{ EmpName: 'Nobody' }],
    expected: 'as the original',
    hint: INVALID_INPUT,
  },
  {
    name: 'refuses an event without EmpName',
    events: [{ EmpId: 1001 }],
    expected: 'as the original',
    hint: INVALID_INPUT,
  },
  {
    name: 'refuses an event with null, and an empty one',
    events: [{ EmpId: null, EmpName: 'Nobody' }, { EmpId: 1001, EmpName: null }, {}],
    expected: 'as the original',
    hint: INVALID_INPUT,
  },
  {
    name: 'takes an empty name',
    events: [{ EmpId: 1001, EmpName: '' }],
    expected: 'as the original',
    hint: 'an empty text is a value, and comes back as one: only null and undefined are missing.',
  },
  {
    name: 'takes any number as id: zero, negative, the largest',
    events: [
      { EmpId: 0, EmpName: 'Zero' },
      { EmpId: -7007, EmpName: 'Below' },
      { EmpId: 2_147_483_647, EmpName: 'Largest' },
    ],
    expected: 'as the original',
    hint: 'TODO 3 and TODO 5: an id is a longValue, both ways, and 0 is one, too.',
  },
  {
    name: 'keeps quotes, colons, backslashes and blanks of a name',
    events: [
      { EmpId: 1001, EmpName: `Conan "the" O'Brien` },
      { EmpId: 1002, EmpName: ':colon :EmpId ?:' },
      { EmpId: 1003, EmpName: "back\\slash \\n \\' %s ${x} `tick`" },
      { EmpId: 1004, EmpName: '  blanks\tand\nlines  ' },
    ],
    expected: 'as the original',
    hint: PARAMETERS,
  },
  {
    name: 'keeps emoji and the letters of all alphabets',
    events: [
      { EmpId: 1001, EmpName: 'Zoë Ångström 山田太郎 مريم' },
      { EmpId: 1002, EmpName: '\u{1F469}\u200D\u{1F4BB} \u{20BB7}\u91CE' },
    ],
    expected: 'as the original',
    hint: PARAMETERS,
  },
  {
    name: 'takes SQL in a name as a name',
    events: [
      { EmpId: 1001, EmpName: "Robert'); DROP TABLE Employee; -- " },
      { EmpId: 1002, EmpName: "Mallory'), (6666, 'Trudy" },
      { EmpId: 1003, EmpName: "\\'); DELETE FROM Employee WHERE (1=1 OR '" },
    ],
    expected: 'as the original',
    hint: PARAMETERS,
  },
  {
    name: 'answers a name that is NULL as null',
    arrange: ['UPDATE Employee SET EmpName = NULL WHERE EmpId IN (1, 3)'],
    events: [{ EmpId: 1001, EmpName: 'Somebody' }],
    expected: 'as the original',
    hint: 'TODO 5: NULL comes as { isNull: true }. There is no stringValue then, and isNull is not the value: answer null.',
  },
  {
    name: 'lists two hundred employees',
    arrange: [`INSERT INTO Employee (EmpId, EmpName) VALUES ${twoHundred}`],
    events: [{ EmpId: 5005, EmpName: 'Number 201' }],
    expected: 'as the original',
    hint: 'TODO 5: all of `records`, without a limit.',
  },
  {
    name: 'refuses an id that is taken, adds nothing, and works on',
    events: [
      { EmpId: 2, EmpName: 'Impostor' },
      { EmpId: 1001, EmpName: 'Rightful' },
      { EmpId: 3, EmpName: 'Impostor' },
    ],
    expected: 'as the original',
    hint: 'TODO 2: catch the error, roll back, and throw the same error on: the caller must hear what the database said.',
  },
  {
    name: 'passes on what else the database refuses',
    events: [
      { EmpId: 1001, EmpName: 'x'.repeat(256) },
      { EmpId: 3_000_000_000, EmpName: 'Too large an id' },
      { EmpId: 1002, EmpName: 'Well' },
    ],
    expected: 'as the original',
    hint: 'TODO 2: catch the error, roll back, and throw the same error on: the caller must hear what the database said.',
  },
  {
    name: 'refuses an id that is no number',
    events: [
      { EmpId: 'abc', EmpName: 'Letters' },
      { EmpId: '', EmpName: 'Empty' },
    ],
    expected: failsAndAddsNothing,
    hint: 'TODO 3: send the id as it is; one that is no longValue is refused, and the error goes on to the caller.',
  },
  {
    name: 'adds fifty employees at the same time',
    events: fifty,
    isParallel: true,
    expected: answersEachWithItsOwn,
    hint: 'keep nothing of an invocation outside the handler function: ids, lists and transactions are its own.',
  },
  ...RECORD_STEPS,
  {
    name: 'fails where the transaction has expired before its commit',
    events: [{ EmpId: 1001, EmpName: 'Late' }],
    expiresAfterInsert: true,
    expected: failsAndAddsNothing,
    hint: 'TODO 4: a commit can fail. Await it inside `try`, and throw its error on: nothing was added.',
  },
  {
    name: 'tells why the insert failed, even where the rollback fails as well',
    events: [{ EmpId: 2, EmpName: 'Impostor' }],
    expiresAfterInsert: true,
    expected: 'as the original',
    hint: 'TODO 2: a rollback that fails must not hide the first error: give it a `catch` of its own.',
    isAdvice: true,
  },
];
