import { signal } from '@preact/signals';
import { decodeJson } from '../../../../emulator/text.ts';
import type { WorkshopRun, WorkshopState, WorkshopStep } from '../../../workshop/workshop-state.ts';
import { ask } from '../api/ask.ts';

/** What the workbench's workshop tells. */
export const workshop = signal<WorkshopState | undefined>(undefined);
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
    const { file, run } = decodeJson(data) as { file: string; run: WorkshopRun };
    const known = workshop.value;
    if (known !== undefined) workshop.value = { ...known, file, run };
  });
  stream.addEventListener('step', ({ data }: MessageEvent<string>) => {
    const { index, step } = decodeJson(data) as { index: number; step: WorkshopStep };
    const known = workshop.value;
    if (known?.run === undefined) return;
    workshop.value = { ...known, run: { ...known.run, steps: known.run.steps.with(index, step) } };
  });
  return () => stream.close();
}

async function load(): Promise<void> {
  workshop.value = (await ask('GET', '/workshop')) as WorkshopState;
  absence.value = undefined;
}

/** Checks another handler from now on. */
export async function choose(file: string): Promise<void> {
  workshop.value = (await ask('PUT', '/workshop', { file })) as WorkshopState;
}

/** Checks now, whether something was saved or not. */
export async function checkNow(): Promise<void> {
  await ask('POST', '/workshop/check');
}
