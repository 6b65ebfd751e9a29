/** Polls until the condition holds. @throws Error after ten seconds. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('The condition did not become true within ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
