import { join } from 'node:path';
import { waitAtMost } from '../../emulator/index.ts';
import type { CheckedCall } from './call-members.ts';
import { endAll } from '../end-all.ts';
import { MadeOnce } from '../made-once.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { closeMade, OwnDatabases } from '../seed/own-databases.ts';
import { compareWithOriginal } from './compare.ts';
import type { Difference, Observation } from './observation.ts';
import { createSide, type DatabaseServer, type Side } from './side.ts';
import type { EventStep, Step } from './step.ts';
import { TODO_HINTS, todoOf } from './todo-hints.ts';

/** How a step went: advice counts as little as one that was skipped because the handler cannot run at all. */
export interface StepReport {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'advice' | 'skipped';
  readonly differences: readonly Difference[];
  /** The calls that the candidate made for the first difference. */
  readonly calls: readonly CheckedCall[];
  readonly hint: string;
}

/** How a handler did in all steps. It passed where none failed; advice does not count. */
export interface Report {
  readonly passed: boolean;
  readonly steps: readonly StepReport[];
  /** What to do next, where something is to do. */
  readonly hint?: string;
  /** The files that the candidate was made of. */
  readonly sources: readonly string[];
}

/** Looks on while a check runs. */
export interface CheckObserver {
  /** A step is about to run. */
  stepStarted(name: string): void;
  stepEnded?(report: StepReport): void;
}

/** Checks handlers, one after another, beside the original. */
export interface Checker {
  check(file: string, steps: readonly Step[], observer: CheckObserver): Promise<Report>;
  /** Ends what is left of it, also of a check that still runs. Idempotent. */
  stop(): Promise<void>;
}

const ORIGINAL = join(PACKAGE_ROOT, 'handler', 'lambda-rds.ts');
const TIMEOUT_MS = 10_000;
/** How long the sides may take to drop their databases at the end: a server that hangs opens none. */
const SIDES_MS = 7000;
/** A handler that cannot be loaded, or takes for ever, does so in every step. */
const FATAL = /^(?:Sandbox\.Timedout|Runtime\.(?:ImportModuleError|UserCodeSyntaxError|HandlerNotFound))$/;

/** @param timeoutMs how long an invocation may take. */
export function createChecker(server: DatabaseServer, timeoutMs = TIMEOUT_MS): Checker {
  const own = new MadeOnce(() => OwnDatabases.open(server));
  const sides = new Set<Promise<Side>>();
  const known = new Map<EventStep, Promise<Observation>>();
  const original = new MadeOnce(() => openSide(ORIGINAL));
  let isStopped = false;

  async function createOwnSide(file: string): Promise<Side> {
    if (isStopped) throw new Error('The checker has stopped');
    return createSide({ server, own: await own.get() }, { file, timeoutMs });
  }

  function openSide(file: string): Promise<Side> {
    const side = createOwnSide(file);
    sides.add(side);
    side.catch(() => sides.delete(side));
    return side;
  }

  /** What the original does in a step is always the same: it is looked at once. */
  function observeOriginal(step: EventStep): Promise<Observation> {
    const observed = known.get(step) ?? original.get().then((side) => side.observe(step));
    known.set(step, observed);
    observed.catch(() => known.delete(step));
    return observed;
  }

  async function judge(step: Step, candidate: Side, all: Observation[]): Promise<Omit<StepReport, 'name' | 'hint'>> {
    if ('record' in step) return toResult(step.record(all), []);
    const seen = await candidate.observe(step);
    all.push(seen);
    const { expected } = step;
    const differences =
      expected === 'as the original' ? compareWithOriginal(await observeOriginal(step), seen) : expected(seen);
    const result = toResult(differences, seen.calls);
    return step.isAdvice && result.state === 'failed' ? { ...result, state: 'advice' } : result;
  }

  return {
    async check(file, steps, observer) {
      const opening = openSide(file);
      const candidate = await opening;
      const [reports, all]: [StepReport[], Observation[]] = [[], []];
      try {
        for (const step of steps) {
          const { name, hint } = step;
          observer.stepStarted(name);
          const report = { name, hint, ...(isFatal(all) ? SKIPPED : await judge(step, candidate, all)) };
          reports.push(report);
          observer.stepEnded?.(report);
        }
        return { ...toVerdict(reports), steps: reports, sources: candidate.sources };
      } finally {
        sides.delete(opening);
        await candidate.stop();
      }
    },
    async stop() {
      isStopped = true;
      const stopSides = [...sides].map((side) =>
        side.then(
          (opened) => opened.stop(),
          () => undefined,
        ),
      );
      await endAll([() => waitAtMost(SIDES_MS, Promise.all(stopSides)), () => closeMade(own)]);
    },
  };
}

const SKIPPED = { state: 'skipped', differences: [], calls: [] } as const;

function toResult(differences: Difference[], calls: readonly CheckedCall[]): Omit<StepReport, 'name' | 'hint'> {
  const state = differences.length === 0 ? 'passed' : 'failed';
  return { state, differences, calls: differences[0]?.calls ?? calls };
}

function isFatal(all: readonly Observation[]): boolean {
  return all.some(({ invocations }) =>
    invocations.some(({ outcome }) => outcome.error !== undefined && FATAL.test(outcome.error.errorType)),
  );
}

/** The first step that failed says what to do next, unless it ran into a TODO that is not done. */
function toVerdict(steps: readonly StepReport[]): Pick<Report, 'passed' | 'hint'> {
  const failed = steps.find(({ state }) => state === 'failed');
  const passed = failed === undefined;
  const first = failed ?? steps.find(({ state }) => state === 'advice');
  if (first === undefined) return { passed };
  return { passed, hint: hintFor(first) };
}

function hintFor({ differences, hint }: StepReport): string {
  const got = differences.map((difference) => difference.got).join('\n');
  if (got.startsWith('error Sandbox.')) return 'the handler does not end: await every call, and let every loop end.';
  if (got.startsWith('error Runtime.'))
    return 'the handler cannot be loaded, or its process ended: see above what Node.js says about it.';
  return TODO_HINTS[todoOf(got) ?? 0] ?? hint;
}
