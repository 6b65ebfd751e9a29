import { spawn, type ChildProcess } from 'node:child_process';
import type { Environment } from '../environment.ts';
import type { Bundle } from './bundle.ts';
import type { GuardedFolder } from '../database/guarded-folder.ts';
import { ContainerLog } from './container-log.ts';
import { RuntimeError, toLambdaError, type LambdaError } from './lambda-error.ts';
import type { ContainerMessage, InvocationMessage } from './messages.ts';

/** What is told of a process that could not be started, or has ended. */
const ENDS = ['error', 'exit'] as const;

/** How one invocation ended. */
export interface Outcome {
  readonly requestId: string;
  /** JSON text: the answer, or the error. */
  readonly payload: string;
  readonly error?: LambdaError;
  readonly durationMs: number;
  /** What the handler printed, or the end of it. */
  readonly log: string;
}

/** A process that has loaded one bundle and answers one invocation at a time, as a container of Lambda does. */
export class Container {
  readonly bundle: Bundle;
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #log = new ContainerLog();
  #isUsable = true;

  /** @param guard is told of the process, so that it cannot outlive this one. */
  constructor(bundle: Bundle, environment: Environment, guard: GuardedFolder) {
    this.bundle = bundle;
    this.#process = spawn(process.execPath, ['--enable-source-maps', bundle.path], {
      env: { ...withoutOurs(process.env), ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#ended = new Promise((resolve) => {
      for (const event of ENDS) this.#process.once(event, resolve);
    }).then(() => (this.#isUsable = false));
    const { pid } = this.#process;
    if (pid !== undefined) {
      guard.started(pid);
      void this.#ended.then(() => guard.ended(pid));
    }
    // What a handler prints comes as messages; what Node.js itself prints about its end comes here.
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.#log.add(text));
    }
  }

  /** Whether it can take another invocation: not after it ended, crashed or failed to load. */
  get isUsable(): boolean {
    return this.#isUsable;
  }

  /** Never throws: whatever happens is an outcome. */
  async invoke(message: InvocationMessage): Promise<Outcome> {
    const started = performance.now();
    this.#log.clear();
    const ending = await this.#answer(message);
    const durationMs = performance.now() - started;
    const { requestId } = message;
    if ('payload' in ending) return { requestId, payload: ending.payload, durationMs, log: this.#log.read() };
    const { error, isOver } = ending;
    if (isOver) this.stop();
    return { requestId, payload: JSON.stringify(error), error, durationMs, log: this.#log.read() };
  }

  stop(): void {
    this.#isUsable = false;
    this.#process.kill('SIGKILL');
  }

  #answer(message: InvocationMessage): Promise<Exclude<ContainerMessage, { log: string }>> {
    const { requestId, timeoutMs } = message;
    return new Promise((resolve) => {
      const end = (ending: Exclude<ContainerMessage, { log: string }>): void => {
        clearTimeout(timer);
        this.#process.off('message', listen);
        for (const event of ENDS) this.#process.off(event, exited);
        resolve(ending);
      };
      const fail = (name: RuntimeError['name'], text: string): void => {
        const { errorType, errorMessage } = toLambdaError(
          new RuntimeError(name, `RequestId: ${requestId} Error: ${text}`),
        );
        end({ error: { errorType, errorMessage }, isOver: true });
      };
      const listen = (received: unknown): void => {
        const told = received as ContainerMessage;
        if ('log' in told) this.#log.add(told.log);
        else end(told);
      };
      const timer = setTimeout(
        () => fail('Sandbox.Timedout', `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`),
        timeoutMs,
      );
      const exited = (): void => fail('Runtime.ExitError', `Runtime exited ${this.#describeEnd()}`);
      this.#process.on('message', listen);
      for (const event of ENDS) this.#process.on(event, exited);
      // One that has ended already is not told of again; one that could not be started has no channel, and is.
      if (!this.#isUsable) exited();
      else if (this.#process.connected) this.#process.send(message, () => undefined);
    });
  }

  #describeEnd(): string {
    const { exitCode, signalCode } = this.#process;
    if (signalCode !== null) return `with error: signal: ${signalCode}`;
    return exitCode === 0 ? 'without providing a reason' : `with error: exit status ${exitCode}`;
  }
}

/** A function's environment is its own: nothing of what leads us to a database or to AWS. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(AWS_|DB_|DATABASE_URL$|NODE_OPTIONS$)/.test(name)),
  );
}
