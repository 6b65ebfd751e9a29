/** How long a step may take without a word. */
const PATIENCE_MS = 1000;

/**
 * Tells what takes long, and nothing else.
 *
 * @param tell is told a step when it has lasted for a second.
 * @returns the listener for steps, and a function that ends the last one.
 */
export function createLateProgress(tell: (text: string) => void): { step: (text: string) => void; done: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const done = (): void => clearTimeout(timer);
  const step = (text: string): void => {
    done();
    timer = setTimeout(() => tell(text), PATIENCE_MS);
    timer.unref();
  };
  return { step, done };
}
