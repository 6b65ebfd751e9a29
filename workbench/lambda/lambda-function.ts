import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Environment } from '../environment.ts';
import { bundleHandler, isCurrent, type Bundle } from './bundle.ts';
import { Container, type Outcome } from './container.ts';
import { makeGuardedFolder, type GuardedFolder } from '../database/guarded-folder.ts';
import { MadeOnce } from '../made-once.ts';
import { RuntimeError, toLambdaError } from './lambda-error.ts';

/** More at the same time would only wait for the same cores; further invocations queue. */
const MAX_CONTAINERS = 10;

interface FunctionOptions {
  readonly file: string;
  /** Asked when a container starts. */
  readonly environment: () => Environment;
  readonly timeoutMs: number;
  readonly arn?: string;
}

/** A handler file as a Lambda function: one container per concurrent invocation, kept for later ones. */
export interface LambdaFunction {
  /**
   * Invokes the handler; a file that changed is loaded anew. Never throws: whatever happens is an outcome.
   *
   * @param event JSON text.
   */
  invoke(event: string): Promise<Outcome>;
  /** The files that the handler was made of when it was invoked last; none where it could not be loaded. */
  readonly sources: readonly string[];
  /** Ends its containers; the next invocation starts a new one. */
  restart(): void;
  /** Ends its containers for good. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Makes a function of a handler file; nothing is loaded before the first invocation.
 *
 * @param options the file, the variables that its containers get, and how long an invocation may take, in milliseconds;
 *   the ARN that the handler finds in its context, by default none.
 */
export function createFunction({ file, environment, timeoutMs, arn = '' }: FunctionOptions): LambdaFunction {
  const name = basename(file).replace(/\.\w+$/, '');
  const containers = new Set<Container>();
  const idle: Container[] = [];
  const waiting: (() => void)[] = [];
  const folder = new MadeOnce(() => makeGuardedFolder(join(tmpdir(), 'workbench-lambda-')));
  let bundling: Promise<Bundle> | undefined;
  let bundle: Bundle | undefined;
  let running = 0;
  let isStopped = false;

  /** Whoever waited while all was stopped must not start a container any more. */
  function checkRuns(): void {
    if (isStopped) throw new RuntimeError('Runtime.ExitError', 'The workbench has stopped');
  }

  async function loadBundle({ path }: GuardedFolder): Promise<Bundle> {
    if (bundle !== undefined && isCurrent(bundle)) return bundle;
    bundling ??= bundleHandler(file, path).finally(() => (bundling = undefined));
    bundle = undefined;
    return (bundle = await bundling);
  }

  function takeContainer(current: Bundle, guard: GuardedFolder): Container {
    for (let container = idle.pop(); container !== undefined; container = idle.pop()) {
      if (container.isUsable && container.bundle === current) return container;
      discard(container);
    }
    const container = new Container(current, environment(), guard);
    containers.add(container);
    return container;
  }

  function discard(container: Container): void {
    container.stop();
    containers.delete(container);
  }

  async function invokeNow(event: string): Promise<Outcome> {
    const requestId = randomUUID();
    let container: Container;
    try {
      checkRuns();
      const guard = await folder.get();
      checkRuns();
      const current = await loadBundle(guard);
      checkRuns();
      container = takeContainer(current, guard);
    } catch (thrown) {
      const { errorType, errorMessage } = toLambdaError(thrown);
      const error = { errorType, errorMessage };
      return { requestId, payload: JSON.stringify(error), error, durationMs: 0, log: '' };
    }
    const outcome = await container.invoke({ requestId, functionName: name, functionArn: arn, event, timeoutMs });
    if (container.isUsable) idle.push(container);
    else discard(container);
    return outcome;
  }

  function restart(): void {
    for (const container of containers) discard(container);
  }

  return {
    async invoke(event) {
      if (running < MAX_CONTAINERS) running++;
      // Whoever ends hands on the place.
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await invokeNow(event);
      } finally {
        const next = waiting.shift();
        if (next === undefined) running--;
        else next();
      }
    },
    get sources() {
      return [...(bundle?.sources.keys() ?? [])];
    },
    restart,
    async stop() {
      isStopped = true;
      restart();
      const guard = await folder.made();
      await bundling?.catch(() => undefined);
      await guard?.remove();
    },
  };
}
