import { LENGTHS } from './limits.ts';
import { DECIMAL_RETURN_TYPES, LONG_RETURN_TYPES, RECORDS_FORMAT_TYPES, TYPE_HINTS } from './types.ts';

/** What a member of a request may be: the service model as data, read by `check-shape.ts`. */
export type Shape =
  | { readonly kind: 'string'; readonly min?: number; readonly max?: number; readonly oneOf?: readonly string[] }
  | { readonly kind: 'boolean' | 'long' | 'double' | 'blob' }
  | { readonly kind: 'list'; readonly of: Shape; readonly mayHoldNulls?: true }
  | Structure;

/** `union`: exactly one member is present. */
export interface Structure {
  readonly kind: 'structure' | 'union';
  readonly members: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
}

const boolean: Shape = { kind: 'boolean' };
const text: Shape = { kind: 'string' };
const arn: Shape = { kind: 'string', ...LENGTHS.arn };
const databaseName: Shape = { kind: 'string', ...LENGTHS.databaseName };
const sql: Shape = { kind: 'string', ...LENGTHS.sql };
const transactionId: Shape = { kind: 'string', ...LENGTHS.transactionId };
const oneOf = (values: readonly string[]): Shape => ({ kind: 'string', oneOf: values });
const list = (of: Shape): Shape => ({ kind: 'list', of });

const array = (of: Shape): Shape => ({ kind: 'list', of, mayHoldNulls: true });

/**
 * A union of arrays, nested ones among them; arrays are refused anyway, so neither that there is exactly one nor what is
 * in a nested one is looked at.
 */
const arrayValue: Structure = {
  kind: 'structure',
  members: {
    booleanValues: array(boolean),
    longValues: array({ kind: 'long' }),
    doubleValues: array({ kind: 'double' }),
    stringValues: array(text),
    arrayValues: array({ kind: 'structure', members: {} }),
  },
};

const field: Structure = {
  kind: 'union',
  members: {
    isNull: boolean,
    booleanValue: boolean,
    longValue: { kind: 'long' },
    doubleValue: { kind: 'double' },
    stringValue: text,
    blobValue: { kind: 'blob' },
    arrayValue,
  },
};

const sqlParameter: Structure = {
  kind: 'structure',
  members: { name: text, value: field, typeHint: oneOf(TYPE_HINTS) },
};

const resource = { resourceArn: arn, secretArn: arn };
const database = { ...resource, database: databaseName, schema: databaseName };
const statement = { ...database, sql, transactionId };

/** The request of each operation: its members, in the model's terms (contract 2). */
export const REQUEST_SHAPES = {
  ExecuteStatement: {
    kind: 'structure',
    required: ['resourceArn', 'secretArn', 'sql'],
    members: {
      ...statement,
      parameters: list(sqlParameter),
      includeResultMetadata: boolean,
      continueAfterTimeout: boolean,
      resultSetOptions: {
        kind: 'structure',
        members: { decimalReturnType: oneOf(DECIMAL_RETURN_TYPES), longReturnType: oneOf(LONG_RETURN_TYPES) },
      },
      formatRecordsAs: oneOf(RECORDS_FORMAT_TYPES),
    },
  },
  BatchExecuteStatement: {
    kind: 'structure',
    required: ['resourceArn', 'secretArn', 'sql'],
    members: { ...statement, parameterSets: list(list(sqlParameter)) },
  },
  BeginTransaction: { kind: 'structure', required: ['resourceArn', 'secretArn'], members: database },
  CommitTransaction: {
    kind: 'structure',
    required: ['resourceArn', 'secretArn', 'transactionId'],
    members: { ...resource, transactionId },
  },
  RollbackTransaction: {
    kind: 'structure',
    required: ['resourceArn', 'secretArn', 'transactionId'],
    members: { ...resource, transactionId },
  },
  ExecuteSql: {
    kind: 'structure',
    required: ['awsSecretStoreArn', 'dbClusterOrInstanceArn', 'sqlStatements'],
    members: {
      dbClusterOrInstanceArn: arn,
      awsSecretStoreArn: arn,
      sqlStatements: sql,
      database: databaseName,
      schema: databaseName,
    },
  },
} as const satisfies Record<string, Structure>;

/** The operations by the names that the service model has for them. */
export type OperationName = keyof typeof REQUEST_SHAPES;

/** All of them. */
export const OPERATION_NAMES = Object.keys(REQUEST_SHAPES) as readonly OperationName[];
