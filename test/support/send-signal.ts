/**
 * Sends a signal to one process.
 *
 * @throws Error for what is no id of another process: 0 and -1 stand for many processes, the test runner among them.
 */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  if (!Number.isSafeInteger(pid) || pid <= 1) throw new Error(`${pid} is no process to send ${signal} to`);
  process.kill(pid, signal);
}
