/**
 * Ends things one after another, each whatever becomes of those before it.
 *
 * @param ends in their order.
 * @throws the first error, once all were tried.
 */
export async function endAll(ends: readonly (() => Promise<unknown>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const end of ends) await end().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
