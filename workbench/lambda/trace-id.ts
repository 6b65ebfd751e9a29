import { randomBytes } from 'node:crypto';

/** What a trace id tells: which invocation of which function sent a call. */
export interface TracedInvocation {
  readonly id: string;
  /** Absent where the trace is none of ours. */
  readonly functionName?: string;
}

/**
 * Makes the id by which X-Ray follows an invocation. In a Lambda function the SDKs send it with every call, as
 * X-Amzn-Trace-Id, and so calls can be told apart by invocation. A trace id may have members of one's own: ours names
 * the function.
 */
function toTraceId(functionName: string): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
  return `Root=1-${seconds}-${hex(12)};Parent=${hex(8)};Sampled=0;Function=${functionName}`;
}

/** Sets in this process what Lambda sets for an invocation, and SDKs look for. */
export function traceInvocation(functionName: string): void {
  process.env['AWS_LAMBDA_FUNCTION_NAME'] = functionName;
  process.env['_X_AMZN_TRACE_ID'] = toTraceId(functionName);
}

/** @returns the invocation that a trace id tells of; undefined where it is no trace id. */
export function readTraceId(traceId: string): TracedInvocation | undefined {
  const members = new Map(traceId.split(';').map((member) => member.trim().split('=', 2) as [string, string]));
  const [id, functionName] = [members.get('Root'), members.get('Function')];
  if (id === undefined || !/^1-[\da-f]{8}-[\da-f]{24}$/.test(id)) return undefined;
  return functionName === undefined ? { id } : { id, functionName };
}
