import type { LambdaError } from './lambda-error.ts';

/** What a container is told: one invocation. */
export interface InvocationMessage {
  readonly requestId: string;
  readonly functionName: string;
  readonly functionArn: string;
  /** JSON text. */
  readonly event: string;
  readonly timeoutMs: number;
}

/** What a container tells: a piece of its log, or how the invocation ended. */
export type ContainerMessage =
  | { readonly log: string }
  /** JSON text. */
  | { readonly payload: string }
  /** One that is over can take no more invocations: its module did not load, or something failed beside the handler. */
  | { readonly error: LambdaError; readonly isOver: boolean };
