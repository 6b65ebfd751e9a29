import type { Request } from 'express';

/** What a request tells of whoever sent it. */
export interface Caller {
  /** The header User-Agent. */
  readonly userAgent?: string;
  /** The header X-Amzn-Trace-Id, which SDKs send in a Lambda function: one trace per invocation. */
  readonly traceId?: string;
}

/** @returns the members that the request has. */
export function callerOf({ headers }: Request): Caller {
  const { 'user-agent': userAgent, 'x-amzn-trace-id': traceId } = headers;
  return {
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(typeof traceId === 'string' ? { traceId } : {}),
  };
}
