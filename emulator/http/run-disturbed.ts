import type { Response } from 'express';
import type { Operation } from '../operations/operations.ts';
import type { Json } from '../result/json-object.ts';
import type { Context } from '../session/context.ts';
import { disturbWork, type CallToDisturb, type Disturbance } from '../session/disturbance.ts';

/**
 * Runs an operation with what is done to it on purpose.
 *
 * @returns the body of the answer.
 * @throws ServiceException where it is refused, and whatever the operation throws.
 */
export async function runDisturbed(
  operation: Operation,
  call: CallToDisturb,
  { delayMs, work, answer }: Disturbance,
  { context, response }: { readonly context: Context; readonly response: Response },
): Promise<Json> {
  const broken = work?.type === 'drop' ? 'drop' : answer;
  if (broken !== undefined) breakAnswer(response, broken);
  if (delayMs > 0) await delay(delayMs, context);
  return operation.run(call.request, work === undefined ? context : await disturbWork(context, call, work));
}

/** Whatever is answered to this request, a success or not, does not arrive, or not whole. */
function breakAnswer(response: Response, how: 'drop' | 'truncate'): void {
  response.end = (body?: unknown) => {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    if (how === 'drop' || !Buffer.isBuffer(bytes)) return response.destroy();
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
    return response;
  };
}

/** @throws ServiceException where the call ends meanwhile: it did not get as far as the database. */
async function delay(ms: number, { clock, call }: Context): Promise<void> {
  await new Promise<void>((resolve) => {
    const callOff = clock.after(ms, resolve);
    call.whenEnded(() => {
      callOff();
      resolve();
    });
  });
  call.checkWanted();
}
