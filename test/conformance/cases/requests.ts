import type { Answer, Api, OperationName } from '../api.ts';
import { fails, param, rows, type Case } from '../case.ts';

/** A member with a length, and its shortest and longest value (contract 2). */
type Length = readonly [member: string, min: number, max: number];

const ARNS: Length[] = [
  ['resourceArn', 11, 570],
  ['secretArn', 11, 570],
];
const DATABASE: Length[] = [
  ['database', 0, 64],
  ['schema', 0, 64],
];
const SQL: Length = ['sql', 0, 65_536];
const TRANSACTION_ID: Length = ['transactionId', 0, 192];
const ENDING = [...ARNS, TRANSACTION_ID];

const LENGTHS: Readonly<Record<OperationName, readonly Length[]>> = {
  ExecuteStatement: [...ARNS, ...DATABASE, SQL, TRANSACTION_ID],
  BatchExecuteStatement: [...ARNS, ...DATABASE, SQL, TRANSACTION_ID],
  BeginTransaction: [...ARNS, ...DATABASE],
  CommitTransaction: ENDING,
  RollbackTransaction: ENDING,
  ExecuteSql: [
    ['dbClusterOrInstanceArn', 11, 570],
    ['awsSecretStoreArn', 11, 570],
    ['sqlStatements', 0, 65_536],
    ...DATABASE,
  ],
};

/** What each operation cannot do without; the ARNs that every call has are added unless they are what is missing. */
const REQUIRED: Readonly<Record<OperationName, Readonly<Record<string, string>>>> = {
  ExecuteStatement: { resourceArn: '', secretArn: '', sql: 'SELECT 1' },
  BatchExecuteStatement: { resourceArn: '', secretArn: '', sql: 'SELECT 1' },
  BeginTransaction: { resourceArn: '', secretArn: '' },
  CommitTransaction: { resourceArn: '', secretArn: '', transactionId: 'AQC5SRDIm6' },
  RollbackTransaction: { resourceArn: '', secretArn: '', transactionId: 'AQC5SRDIm6' },
  ExecuteSql: {
    dbClusterOrInstanceArn: 'arn:aws:rds:us-east-1:1',
    awsSecretStoreArn: 'arn:aws:secretsmanager:us-east-1:1',
    sqlStatements: 'SELECT 1',
  },
};

/** A request that is whole but for what `more` says of it. */
const requestWith = (operation: OperationName, more: object): object => ({
  ...Object.fromEntries(Object.entries(REQUIRED[operation]).filter(([, value]) => value !== '')),
  ...more,
});

function isRefusedForLength({ exception, body }: Answer): boolean {
  const { message = '' } = body as { message?: string };
  return exception === 'ValidationException' && message.includes('Member must have length');
}

/** Asks with one character too few, the fewest, the most, and one too many. */
const lengthCase = (operation: OperationName, [member, min, max]: Length): Case => ({
  row: '2 lengths',
  title: `${operation}: ${member} of ${min} to ${max} characters`,
  choice: max === 570 ? 'arn-length' : 'validation-texts',
  run: async (api) => {
    const refused: boolean[] = [];
    for (const length of min === 0 ? [0, max, max + 1] : [min - 1, min, max, max + 1]) {
      const answer = await api.call(operation, requestWith(operation, { [member]: 'x'.repeat(length) }));
      refused.push(isRefusedForLength(answer));
    }
    return refused;
  },
  expected: min === 0 ? [false, false, true] : [true, false, false, true],
});

const requiredCase = (operation: OperationName, member: string): Case => ({
  row: '2 required',
  title: `${operation} without ${member}`,
  choice: 'validation-texts',
  run: (api) => api.call(operation, requestWith(operation, { [member]: undefined })),
  expected: fails(
    'ValidationException',
    400,
    new RegExp(`at '${member}' failed to satisfy constraint: Member must not be null`),
  ),
});

const LONG_NAME = 'n'.repeat(10_000);
const selectWith = (parameter: object) => (api: Api) => api.execute('SELECT :p', { parameters: [parameter] });

/** Parameters that no SDK refuses to send (contract 1.3), and what the service is to say. */
const REFUSED_PARAMETERS: [title: string, parameter: object, choice: string, exception: string][] = [
  ['two members in a value', param('p', { longValue: 1, stringValue: '1' }), 'union-members', 'ValidationException'],
  ['no member in a value', param('p', {}), 'union-members', 'ValidationException'],
  ['no value', { name: 'p' }, 'union-members', 'ValidationException'],
  ['isNull false', param('p', { isNull: false }), 'union-members', 'ValidationException'],
  ['a fraction for longValue', param('p', { longValue: 1.5 }), 'serialization-texts', 'SerializationException'],
  ['text for booleanValue', param('p', { booleanValue: 'yes' }), 'serialization-texts', 'SerializationException'],
  ['an unknown type hint', param('p', { stringValue: '1' }, 'XML'), 'validation-texts', 'ValidationException'],
];

/** Contract 1.3, 2 and 3.1: what a request may be. What cannot be said over an SDK is tested on the emulator alone. */
export const REQUEST_CASES: Case[] = [
  ...Object.entries(LENGTHS).flatMap(([operation, lengths]) =>
    lengths.map((length) => lengthCase(operation as OperationName, length)),
  ),
  ...Object.entries(REQUIRED).flatMap(([operation, members]) =>
    Object.keys(members).map((member) => requiredCase(operation as OperationName, member)),
  ),
  {
    row: '2 parameter name',
    title: 'of any length',
    run: (api) => api.execute(`SELECT :${LONG_NAME}`, { parameters: [param(LONG_NAME, { longValue: 1 })] }),
    expected: rows([{ longValue: 1 }]),
  },
  ...REFUSED_PARAMETERS.map(([title, parameter, choice, exception]) => ({
    row: '1.3 input checks',
    title,
    choice,
    run: selectWith(parameter),
    expected: fails(exception, 400, /./),
  })),
  {
    row: '9 enum',
    title: 'an unknown formatRecordsAs',
    choice: 'validation-texts',
    run: (api) => api.execute('SELECT 1', { formatRecordsAs: 'XML' }),
    expected: fails('ValidationException', 400, /enum value set: \[JSON, NONE\]/),
  },
  {
    row: '9 enum',
    title: 'an unknown longReturnType',
    choice: 'validation-texts',
    run: (api) => api.execute('SELECT 1', { resultSetOptions: { longReturnType: 'INT' } }),
    expected: fails('ValidationException', 400, /enum value set: \[LONG, STRING\]/),
  },
];
