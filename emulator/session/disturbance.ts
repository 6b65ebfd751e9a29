import type { ExceptionName } from '../model/exceptions.ts';
import { ServiceException } from '../model/exceptions.ts';
import type { OperationName } from '../model/shapes.ts';
import { usualMessage } from '../model/usual-messages.ts';
import type { Context } from './context.ts';

/** A call that is about to be worked on: its shape is right. */
export interface CallToDisturb {
  readonly operation: OperationName;
  readonly request: Readonly<Record<string, unknown>>;
  /** When it came, in milliseconds since an arbitrary moment; setting the system clock does not affect it. */
  readonly time: number;
}

/** What is done to a call on purpose: all that is here. */
export interface Disturbance {
  /** What the record of calls is to say. */
  readonly faults: readonly string[];
  /** The call waits so long before anything else happens. */
  readonly delayMs: number;
  /** What goes wrong with its work. */
  readonly work?: WorkFault;
  /** What goes wrong with its answer. */
  readonly answer?: 'drop' | 'truncate';
}

/** What can go wrong with the work of a call. */
export type WorkFault =
  /** It is refused; without a message with the usual one. */
  | { readonly type: 'refuse'; readonly exception: ExceptionName; readonly message?: string }
  /** The database connection that it works with is killed before. */
  | { readonly type: 'killConnection' }
  /** The password of the secret is not the database's. */
  | { readonly type: 'wrongPassword' }
  /** The connection of the client is closed, and no work is done. */
  | { readonly type: 'drop' };

/** Always the same one, so that all such calls share the one pool that never has a connection. */
const WRONG_PASSWORD = 'the password before its rotation';

/**
 * Makes the work of a call go wrong.
 *
 * @returns the context that the call meets.
 * @throws ServiceException for a call that is refused.
 */
export async function disturbWork(context: Context, call: CallToDisturb, fault: WorkFault): Promise<Context> {
  const transactionId = toText(call.request['transactionId']);
  switch (fault.type) {
    case 'refuse': {
      const named = { operation: call.operation, resourceArn: toText(call.request['resourceArn']), transactionId };
      throw new ServiceException(fault.exception, fault.message ?? usualMessage(fault.exception, named));
    }
    case 'drop':
      // Nobody gets this answer; the record of calls has it.
      throw new ServiceException('InternalServerErrorException');
    case 'killConnection':
      await context.transactions.kill(transactionId);
      return { ...context, engine: withDeadConnections(context.engine) };
    case 'wrongPassword':
      return { ...context, engine: withWrongPassword(context.engine) };
  }
}

function withDeadConnections(engine: Context['engine']): Context['engine'] {
  return {
    ...engine,
    async connect(target, purpose) {
      const connection = await engine.connect(target, purpose);
      await connection.kill();
      if (purpose !== 'transaction') return connection;
      // It begins with its first statement: nothing would notice until then.
      await connection.release();
      throw new ServiceException('DatabaseUnavailableException');
    },
  };
}

function withWrongPassword(engine: Context['engine']): Context['engine'] {
  return { ...engine, connect: (target, purpose) => engine.connect({ ...target, password: WRONG_PASSWORD }, purpose) };
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
