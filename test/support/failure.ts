/** What a call was refused with, as the SDK shows it. */
export interface Failure {
  readonly name: string;
  readonly message: string;
}

/**
 * Waits for a call that is to be refused.
 *
 * @throws Error where the call succeeds.
 */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  const outcome = await call.then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );
  if ('answer' in outcome) throw new Error(`The call succeeded: ${JSON.stringify(outcome.answer)}`);
  if (!(outcome.error instanceof Error)) throw new Error('The call failed with something that is no Error');
  return { name: outcome.error.name, message: outcome.error.message };
}
