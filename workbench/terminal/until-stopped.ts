const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Resolves at the first signal to stop. From its call on, signals no longer end the process by themselves; a second
 * one does, whichever it is, for whom stopping takes too long; and so does what nobody catches while it stops.
 *
 * @throws what nobody caught in this process: it has to stop in good order as well.
 */
export function untilStopped(): Promise<NodeJS.Signals> {
  return new Promise((resolve, reject) => {
    const stop = (settle: () => void): void => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
      process.off('uncaughtException', onException);
      settle();
    };
    const onSignal = (signal: NodeJS.Signals): void => stop(() => resolve(signal));
    const onException = (error: Error): void => stop(() => reject(error));
    for (const signal of SIGNALS) process.on(signal, onSignal);
    process.on('uncaughtException', onException);
  });
}
