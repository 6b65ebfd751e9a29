import { relative } from 'node:path';
import { createChecker, type Checker, type Report } from '../checker/checker.ts';
import { lastSaved } from '../checker/last-saved.ts';
import { stepsFor } from '../checker/steps-for.ts';
import { startDatabase } from '../database/start-database.ts';
import { describeDatabase } from '../database/describe-database.ts';
import { endAll } from '../end-all.ts';
import { formatReport, toJson } from '../terminal/format-report.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import { untilStopped } from '../terminal/until-stopped.ts';

interface CheckOptions {
  readonly engine: string;
  readonly stretch?: boolean;
  readonly json?: boolean;
  readonly all?: boolean;
  readonly watch?: boolean;
}

const WATCH_MS = 200;

/** `check FILE`: runs a handler beside the original, on a database of its own; the exit code is 0 where it passes. */
export async function check(file: string, options: CheckOptions): Promise<void> {
  const progress = createProgress();
  const database = await startDatabase({ engine: options.engine, progress: progress.step }).finally(progress.done);
  const checker = createChecker(database);
  try {
    const run = async (): Promise<Report> => {
      const report = await checkOnce(checker, file, options, progress);
      if (options.json)
        console.log(JSON.stringify({ file, database: describeDatabase(database), ...toJson(report) }, undefined, 2));
      else
        console.log(
          `\n${relative('.', file)} on ${describeDatabase(database)}\n\n${formatReport(report, options.all ?? false)}`,
        );
      return report;
    };
    const stopped = untilStopped();
    const work = options.watch ? watch(file, run) : run().then(({ passed }) => setExitCode(passed));
    await Promise.race([work, stopped.then(() => setExitCode(false))]);
  } finally {
    await endAll([() => checker.stop(), () => database.stop()]);
  }
}

function setExitCode(passed: boolean): void {
  process.exitCode = passed ? 0 : 1;
}

function checkOnce(checker: Checker, file: string, { stretch }: CheckOptions, progress: Progress): Promise<Report> {
  const stepStarted = (name: string): void => void (progress.isLive && progress.step(name));
  return checker.check(file, stepsFor(file, stretch), { stepStarted }).finally(progress.done);
}

/** Runs again whenever the file, or one that it imports, was saved, also during a run; until it is stopped. */
async function watch(file: string, run: () => Promise<Report>): Promise<void> {
  let files = [file];
  for (;;) {
    const saved = lastSaved(files);
    const { sources } = await run();
    const isAsItWas = lastSaved(files) === saved;
    files = [file, ...sources];
    if (isAsItWas) await untilSaved(files);
  }
}

async function untilSaved(files: readonly string[]): Promise<void> {
  const saved = lastSaved(files);
  console.error('\nWaiting for a change; Ctrl-C ends it.');
  while (lastSaved(files) === saved) await new Promise((resolve) => setTimeout(resolve, WATCH_MS));
}
