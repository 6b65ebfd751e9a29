import { signal } from '@preact/signals';
import { ask } from '../api/ask.ts';
import { parseJson } from '../api/json.ts';

/** A call behind a step, as the record of calls has it. */
export interface StepCall {
  readonly id: number;
  readonly operation: string;
  readonly sql?: string;
  readonly parameters?: readonly unknown[];
  readonly parameterSets?: readonly unknown[];
  readonly transactionId?: string;
  readonly result?: unknown;
  readonly error?: { readonly name: string; readonly message: string };
  readonly durationMs: number;
}

/** A step of the check, as far as it is known. */
export interface Step {
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'passed' | 'failed' | 'advice' | 'skipped';
  readonly hint?: string;
  readonly differences?: readonly { readonly event?: unknown; readonly expected: string; readonly got: string }[];
  readonly calls?: readonly StepCall[];
  readonly callCount?: number;
}

export interface Run {
  readonly number: number;
  readonly state: 'running' | 'passed' | 'failed' | 'broken';
  readonly steps: readonly Step[];
  readonly hint?: string;
  readonly durationMs?: number;
}

/** What the workbench's workshop tells. */
export interface Workshop {
  readonly files: readonly string[];
  readonly file: string;
  readonly path: string;
  readonly run?: Run;
}

export const workshop = signal<Workshop | undefined>(undefined);
/** Why there is no workshop. */
export const absence = signal<string | undefined>(undefined);

const PATH = '/_workbench/workshop/stream';

/** Follows the checks, which run as long as somebody does. @returns a function that ends it. */
export function watchWorkshop(): () => void {
  const stream = new EventSource(PATH);
  stream.addEventListener('open', () => void load());
  stream.addEventListener('error', () => {
    // A browser tries again by itself, unless there is no such thing.
    if (stream.readyState === EventSource.CLOSED) absence.value = 'This workbench has no workshop: npm start has it.';
  });
  stream.addEventListener('run', ({ data }: MessageEvent<string>) => {
    const { file, run } = parseJson(data) as { file: string; run: Run };
    const known = workshop.value;
    if (known !== undefined) workshop.value = { ...known, file, run };
  });
  stream.addEventListener('step', ({ data }: MessageEvent<string>) => {
    const { index, step } = parseJson(data) as { index: number; step: Step };
    const known = workshop.value;
    if (known?.run === undefined) return;
    workshop.value = { ...known, run: { ...known.run, steps: known.run.steps.with(index, step) } };
  });
  return () => stream.close();
}

async function load(): Promise<void> {
  workshop.value = (await ask('GET', '/workshop')) as Workshop;
  absence.value = undefined;
}

/** Checks another handler from now on. */
export async function choose(file: string): Promise<void> {
  workshop.value = (await ask('PUT', '/workshop', { file })) as Workshop;
}

/** Checks now, whether something was saved or not. */
export async function checkNow(): Promise<void> {
  await ask('POST', '/workshop/check');
}
