import type { RequestHandler } from 'express';
import type { OperationName } from './model/shapes.ts';
import type { CallToDisturb, Disturbance } from './session/disturbance.ts';
import type { TransactionObserver } from './session/transactions.ts';

/** One call, reported when its outcome is known; the caller may not have the answer yet. */
export interface Call {
  readonly operation: OperationName;
  /** The header User-Agent of whoever sent it. */
  readonly userAgent?: string | undefined;
  /** The header X-Amzn-Trace-Id, which SDKs send in a Lambda function: one trace per invocation. */
  readonly traceId?: string | undefined;
  /** When it came, in milliseconds since the epoch. */
  readonly time: number;
  readonly durationMs: number;
  readonly status: number;
  /** The name of the exception, where the answer is one. */
  readonly exception?: string | undefined;
  readonly message?: string | undefined;
  /** Members of the request that the service does not know and ignores: likely spelling mistakes. */
  readonly unknownMembers: readonly string[];
  /** What was done to it on purpose, if anything: the answer is recorded as it would have been. */
  readonly faults?: readonly string[] | undefined;
}

/** What was sent and what was answered. It may be large: who keeps many of them does so in a form of its own. */
export interface CallContent {
  /** The decoded body, right or wrong; members that were null are removed once its shape is checked. */
  readonly request: unknown;
  readonly requestText: string;
  /** The JSON text of the answer; its UTF-8 bytes where it is large. */
  readonly body: string | Buffer;
}

/** Told of calls. */
export interface CallObserver {
  /** Of each once, when its outcome is known: of all that could be read and was allowed. */
  called(call: Call, content: CallContent): void;
}

/** Asked before every call of the right shape what is to be done to it on purpose; undefined for nothing. */
export type Disturb = (call: CallToDisturb) => Disturbance | undefined;

/**
 * The one window through which a workbench sees the emulator. All members are optional. What an observer throws is written
 * to standard error and does not affect the answer.
 */
export type Hooks = Partial<CallObserver & TransactionObserver> & {
  /** What else the same port answers, behind the same closed door; it calls `next` for what is not its own. */
  readonly routes?: RequestHandler;
  readonly disturb?: Disturb;
};
