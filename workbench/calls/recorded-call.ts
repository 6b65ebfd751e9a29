import { readTraceId, type TracedInvocation } from '../lambda/trace-id.ts';
import {
  parseJson,
  toByteLength,
  toRowBytes,
  type Call,
  type CallContent,
  type Field,
  type OperationName,
  type SqlParameter,
} from '../../emulator/index.ts';

/**
 * One call of the Data API and what came of it. Where values are masked, `longValue` and every other member of a value
 * but `isNull` is the text `***`, whatever its type says.
 */
export interface RecordedCall {
  /** Counts from 1, in the order of the answers. */
  readonly id: number;
  /** When it came: `2025-01-31T12:00:00.000Z`. */
  readonly time: string;
  readonly operation: OperationName;
  readonly sql?: string;
  readonly parameters?: readonly SqlParameter[];
  readonly parameterSets?: readonly (readonly SqlParameter[])[];
  readonly database?: string;
  readonly resourceArn?: string;
  readonly secretArn?: string;
  /** What else was asked for, by the request's own names. */
  readonly includeResultMetadata?: boolean;
  readonly continueAfterTimeout?: boolean;
  readonly formatRecordsAs?: string;
  readonly resultSetOptions?: object;
  /** The transaction that it ran in, began or ended. */
  readonly transactionId?: string;
  /** The answer as an SDK shows it, except that blobs are base64 text, and integers beyond 2^53 are bigints. */
  readonly result?: CallResult;
  /** The refusal, where the answer is one. */
  readonly error?: { readonly name: string; readonly message: string };
  readonly status: number;
  readonly durationMs: number;
  /** How many rows the answer brings, or how many the statement inserted, updated or deleted. */
  readonly rows: number;
  /** The size of the rows as the service counts it against its limit of 1 MiB. */
  readonly bytes: number;
  /** Who sent it: `aws-sdk-js/3.1143.0`, or `browser` */
  readonly client?: string;
  /** The invocation of a Lambda function that it was sent in, where SDKs tell it. */
  readonly invocation?: TracedInvocation;
  /** Members of the request that the service does not know: likely spelling mistakes. */
  readonly unknownMembers: readonly string[];
  /** What was done to it on purpose, if anything: `f1 drop`. The answer is the one that there would have been. */
  readonly faults?: readonly string[];
}

/** The members of all answers. */
export interface CallResult {
  readonly records?: readonly (readonly Field[])[];
  readonly formattedRecords?: string;
  readonly numberOfRecordsUpdated?: number;
  readonly generatedFields?: readonly Field[];
  readonly updateResults?: readonly { readonly generatedFields: readonly Field[] }[];
  readonly columnMetadata?: readonly object[];
  readonly transactionId?: string;
  readonly transactionStatus?: string;
}

/** The members of requests that are of interest, as far as they are what they should be. */
const MEMBERS: ReadonlyMap<string, (value: unknown) => boolean> = new Map([
  ['sql', isText],
  ['database', isText],
  ['resourceArn', isText],
  ['secretArn', isText],
  ['transactionId', isText],
  ['parameters', Array.isArray],
  ['parameterSets', Array.isArray],
  ['includeResultMetadata', isBoolean],
  ['continueAfterTimeout', isBoolean],
  ['formatRecordsAs', isText],
  ['resultSetOptions', isObject],
]);

/**
 * @param content what was sent, decoded, and what was answered.
 * @returns the record of a call. The answer is decoded when somebody looks at it.
 */
export function toRecordedCall(
  call: Call,
  { request, body }: Pick<CallContent, 'request' | 'body'>,
  id: number,
): RecordedCall {
  const { time, operation, exception, message = '', status, durationMs, unknownMembers, faults } = call;
  let decoded: CallResult | undefined;
  const decode = (): CallResult => (decoded ??= parseJson(body.toString()) as CallResult);
  const recorded = {
    id,
    time: new Date(time).toISOString(),
    operation,
    ...pickRequest(request),
    status,
    durationMs,
    ...toSender(call),
    unknownMembers,
    ...(faults === undefined ? {} : { faults }),
  };
  if (exception !== undefined) return { ...recorded, error: { name: exception, message }, rows: 0, bytes: 0 };
  return Object.defineProperties(recorded as RecordedCall, {
    ...(operation === 'BeginTransaction' ? { transactionId: lazy(() => decode().transactionId) } : {}),
    result: lazy(decode),
    rows: lazy(() => countRows(decode())),
    bytes: lazy(() => countBytes(decode())),
  });
}

function lazy(get: () => unknown): PropertyDescriptor {
  return { get, enumerable: true };
}

function pickRequest(request: unknown): Partial<RecordedCall> {
  if (typeof request !== 'object' || request === null) return {};
  const members = Object.entries(request).filter(([name, value]) => MEMBERS.get(name)?.(value) === true);
  return Object.fromEntries(members);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Browsers all call themselves Mozilla; others say first what they are. @returns who sent a call, as far as it tells. */
export function toSender({ userAgent = '', traceId = '' }: Call): Pick<RecordedCall, 'client' | 'invocation'> {
  const client = userAgent.startsWith('Mozilla/') ? 'browser' : userAgent.split(' ', 1)[0];
  const invocation = readTraceId(traceId);
  return { ...(client ? { client } : {}), ...(invocation === undefined ? {} : { invocation }) };
}

function countRows(result: CallResult): number {
  if (result.formattedRecords !== undefined) return (JSON.parse(result.formattedRecords) as unknown[]).length;
  return result.records?.length ?? result.numberOfRecordsUpdated ?? result.updateResults?.length ?? 0;
}

function countBytes(result: CallResult): number {
  if (result.formattedRecords !== undefined) return Buffer.byteLength(result.formattedRecords);
  return (result.records ?? []).reduce((sum, record) => sum + countRecord(record), 0);
}

/** What is no UTF-8 was one byte to the service, and is three in its answer: together they may be beyond the limit here. */
function countRecord(record: readonly Field[]): number {
  const valueBytes = record.reduce((sum, field) => sum + toByteLength(toValue(field)), 0);
  return toRowBytes(record.length, valueBytes);
}

function toValue(field: Field): boolean | number | string | Buffer | null {
  if ('blobValue' in field) return Buffer.from(field.blobValue, 'base64');
  if ('isNull' in field || 'arrayValue' in field) return null;
  const [value] = Object.values(field) as (boolean | number | bigint | string)[];
  return typeof value === 'bigint' ? String(value) : (value ?? null);
}
