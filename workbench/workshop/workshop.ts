import { join } from 'node:path';
import { waitAtMost } from '../../emulator/index.ts';
import { maskSecrets } from '../calls/mask.ts';
import { toRecordedCall } from '../calls/recorded-call.ts';
import type { Checker, StepReport } from '../checker/checker.ts';
import { lastSaved } from '../checker/last-saved.ts';
import type { DatabaseServer } from '../checker/side.ts';
import { stepsFor } from '../checker/steps-for.ts';
import { endAll } from '../end-all.ts';
import { once } from '../once.ts';
import { findHandlers } from './find-handlers.ts';
import type { WorkshopEvent, WorkshopRun, WorkshopState, WorkshopStep } from './workshop-state.ts';

/** How often it looks whether a file was saved. */
const WATCH_MS = 200;
/** How long a check may go on that was stopped: it may have asked a server that hangs. */
const RUNNING_MS = 2000;
const MAX_CALLS = 12;
const SKELETON = 'lambda-dataapi.ts';

/** A file that is none of the workshop's. Its message is for whoever asked. */
export class UnknownHandlerError extends Error {
  override readonly name = 'UnknownHandlerError';
}

/**
 * Checks a handler again whenever it is saved, as long as somebody looks on. One check runs at a time, on databases of
 * its own.
 */
export class Workshop {
  readonly #folder: string;
  readonly #server: DatabaseServer;
  readonly #listeners = new Set<(event: WorkshopEvent) => void>();
  #checker: Checker | undefined;
  #file = SKELETON;
  #run: WorkshopRun | undefined;
  /** What is watched; undefined where a check is due in any case. */
  #watched: { readonly files: readonly string[]; readonly saved: number } | undefined;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #ending = new AbortController();
  /** Ends the check that may run, and leaves nothing of it. Idempotent. */
  readonly stop = once(() => this.#stop());

  /** @param folder where handlers are. */
  constructor(server: DatabaseServer, folder: string) {
    this.#server = server;
    this.#folder = folder;
  }

  /** Tells when all ends. */
  get ending(): AbortSignal {
    return this.#ending.signal;
  }

  /** @returns what is known now. */
  async state(): Promise<WorkshopState> {
    const [files, file, run] = [await findHandlers(this.#folder), this.#file, this.#run];
    return { files, file, path: join(this.#folder, file), ...(run === undefined ? {} : { run }) };
  }

  /** @throws UnknownHandlerError where the workshop has no such file. */
  async choose(file: string): Promise<void> {
    const files = await findHandlers(this.#folder);
    if (!files.includes(file)) throw new UnknownHandlerError(`${file} is none of: ${files.join(', ')}`);
    this.#file = file;
    this.#run = undefined;
    this.check();
  }

  /** Checks as soon as the check that may run is over, whether something was saved or not. */
  check(): void {
    this.#watched = undefined;
    this.#look();
  }

  /** Looks on; the first one who does starts it. @returns a function that ends it. */
  subscribe(listener: (event: WorkshopEvent) => void): () => void {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#look(), WATCH_MS).unref();
    this.#look();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  }

  async #stop(): Promise<void> {
    this.#ending.abort();
    clearInterval(this.#timer);
    this.#listeners.clear();
    const running = Promise.resolve(this.#running);
    await endAll([async () => this.#checker?.stop(), () => waitAtMost(RUNNING_MS, running)]);
  }

  #look(): void {
    const isWanted = this.#listeners.size > 0 && !this.ending.aborted;
    if (!isWanted || this.#running !== undefined || !this.#isDue()) return;
    this.#running = this.#check().finally(() => (this.#running = undefined));
  }

  #isDue(): boolean {
    return this.#watched === undefined || lastSaved(this.#watched.files) !== this.#watched.saved;
  }

  async #check(): Promise<void> {
    const file = join(this.#folder, this.#file);
    const files = this.#watched?.files ?? [file];
    const saved = lastSaved(files);
    this.#watched = { files, saved };
    const sources = await this.#report(this.#file);
    const isAsItWas = lastSaved(files) === saved && this.#watched !== undefined;
    if (isAsItWas) this.#watched = { files: [file, ...sources], saved: lastSaved([file, ...sources]) };
  }

  /** Runs the check and tells how it goes. @returns the files that the handler is made of. */
  async #report(name: string): Promise<readonly string[]> {
    const file = join(this.#folder, name);
    const started = performance.now();
    const steps = stepsFor(file);
    const run = {
      number: (this.#run?.number ?? 0) + 1,
      steps: steps.map((step): WorkshopStep => ({ name: step.name, state: 'waiting' })),
    };
    let index = -1;
    const tellStep = (step: WorkshopStep): void => {
      run.steps[index] = step;
      this.#tell(name, { type: 'step', index, step });
    };
    this.#tellRun(name, { ...run, state: 'running' });
    try {
      // Nobody waits for it at the start.
      const { createChecker } = await import('../checker/checker.ts');
      this.ending.throwIfAborted();
      this.#checker ??= createChecker(this.#server);
      const { passed, hint, sources } = await this.#checker.check(file, steps, {
        stepStarted: (step) => {
          index += 1;
          tellStep({ name: step, state: 'running' });
        },
        stepEnded: (report) => tellStep(toStep(report)),
      });
      const end = { state: passed ? 'passed' : 'failed', durationMs: performance.now() - started } as const;
      this.#tellRun(name, { ...run, ...end, ...(hint === undefined ? {} : { hint }) });
      return sources;
    } catch (error) {
      const hint = `The check could not be done: ${String(error)}`;
      if (!this.ending.aborted) this.#tellRun(name, { ...run, state: 'broken', hint });
      return [];
    }
  }

  #tellRun(file: string, run: WorkshopRun): void {
    if (file === this.#file) this.#run = run;
    this.#tell(file, { type: 'run', file, run });
  }

  /** What still comes of a file that is not the chosen one any more is of no interest. */
  #tell(file: string, event: WorkshopEvent): void {
    if (file !== this.#file) return;
    for (const listener of this.#listeners) listener(event);
  }
}

function toStep({ name, state, hint, differences, calls }: StepReport): WorkshopStep {
  if (state === 'skipped') return { name, state };
  return {
    name,
    state,
    ...(state === 'passed' ? {} : { hint }),
    differences: differences.map(({ event, expected, got }) => ({
      expected,
      got,
      ...(event === undefined ? {} : { event }),
    })),
    calls: calls.slice(0, MAX_CALLS).map((call, index) => maskSecrets(toRecordedCall(call, call, index + 1))),
    callCount: calls.length,
  };
}
