/** The service's structures, as they are after the shape check (contract 2 and 3.1). */

/** A 64-bit integer: a number while that is exact, a bigint beyond. */
export type Long = number | bigint;

/**
 * One value on the wire: exactly one member. A double is text where JSON has no number for it; arrays are refused
 * before anything reads them.
 */
export type Field =
  | { readonly isNull: boolean }
  | { readonly booleanValue: boolean }
  | { readonly longValue: Long }
  | { readonly doubleValue: number | bigint | string }
  | { readonly stringValue: string }
  | { readonly blobValue: string }
  | { readonly arrayValue: object };

/** What a text stands for (contract 3.2). */
export const TYPE_HINTS = ['DATE', 'DECIMAL', 'JSON', 'TIME', 'TIMESTAMP', 'UUID'] as const;
/** One of them. */
export type TypeHint = (typeof TYPE_HINTS)[number];

/** What a caller sends for a placeholder. */
export interface SqlParameter {
  readonly name?: string;
  readonly value?: Field;
  readonly typeHint?: TypeHint;
}

/** What decimals are answered as: by default texts (contract 4.2). */
export const DECIMAL_RETURN_TYPES = ['DOUBLE_OR_LONG', 'STRING'] as const;
/** What integers are answered as: by default numbers (contract 4.2). */
export const LONG_RETURN_TYPES = ['LONG', 'STRING'] as const;
/** Whether the rows of a SELECT are answered as one JSON text: by default not (contract 4.4). */
export const RECORDS_FORMAT_TYPES = ['JSON', 'NONE'] as const;

/** How numbers are answered (contract 4.2). */
export interface ResultSetOptions {
  readonly decimalReturnType?: (typeof DECIMAL_RETURN_TYPES)[number];
  readonly longReturnType?: (typeof LONG_RETURN_TYPES)[number];
}

/** What every call of the current API names: the cluster and the credentials. */
export interface ResourceRequest {
  readonly resourceArn: string;
  readonly secretArn: string;
}

/** A call that can name a database. */
export interface DatabaseRequest extends ResourceRequest {
  readonly database?: string;
  readonly schema?: string;
}

/** A call that runs SQL. */
export interface StatementRequest extends DatabaseRequest {
  readonly sql: string;
  readonly transactionId?: string;
}

/** ExecuteStatement (contract 2.1). */
export interface ExecuteStatementRequest extends StatementRequest {
  readonly parameters?: readonly SqlParameter[];
  readonly includeResultMetadata?: boolean;
  readonly continueAfterTimeout?: boolean;
  readonly resultSetOptions?: ResultSetOptions;
  readonly formatRecordsAs?: (typeof RECORDS_FORMAT_TYPES)[number];
}

/** BatchExecuteStatement (contract 2.2). */
export interface BatchExecuteStatementRequest extends StatementRequest {
  readonly parameterSets?: readonly (readonly SqlParameter[])[];
}

/** BeginTransaction (contract 2.3). */
export type BeginTransactionRequest = DatabaseRequest;

/** CommitTransaction and RollbackTransaction (contract 2.3). */
export interface EndTransactionRequest extends ResourceRequest {
  readonly transactionId: string;
}

/** All 14 members (contract 4.5). */
export interface ColumnMetadata {
  readonly arrayBaseColumnType: number;
  readonly isAutoIncrement: boolean;
  readonly isCaseSensitive: boolean;
  readonly isCurrency: boolean;
  readonly isSigned: boolean;
  /** The alias, or the expression's text. */
  readonly label: string;
  /** The underlying column; equal to the label where there is none. */
  readonly name: string;
  /** 0 no, 1 yes, 2 unknown. */
  readonly nullable: number;
  readonly precision: number;
  readonly scale: number;
  readonly schemaName: string;
  readonly tableName: string;
  /** The JDBC type code. */
  readonly type: number;
  readonly typeName: string;
}
