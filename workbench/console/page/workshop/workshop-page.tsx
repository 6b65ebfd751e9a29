import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { WorkshopRun, WorkshopState, WorkshopStep } from '../../../workshop/workshop-state.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Icon } from '../parts/icon.tsx';
import { PageHeader } from '../parts/page-header.tsx';
import { tryOrTell } from '../parts/toast.tsx';
import { checkNow, choose, absence, watchWorkshop, workshop } from './state.ts';
import { StepDetails } from './step-details.tsx';
import { Task } from './task.tsx';

/** The step that somebody chose; without one, the first that needs work is shown. */
const chosen = signal<string | undefined>(undefined);

/** The task, and how far the handler that is being edited has come. */
export function WorkshopPage(): JSX.Element {
  useEffect(watchWorkshop, []);
  const known = workshop.value;
  return (
    <>
      <PageHeader title="Workshop">{known !== undefined && <Controls known={known} />}</PageHeader>
      <div class="page-body workshop">
        <Task isStretch={known !== undefined && /-batch\.\w+$/.test(known.file)} />
        {absence.value !== undefined && <Absent reason={absence.value} />}
        {known?.run !== undefined && <Check run={known.run} path={known.path} />}
      </div>
    </>
  );
}

function Absent({ reason }: { reason: string }): JSX.Element {
  return (
    <EmptyState icon="workshop" title="No workshop here">
      <p>{reason}</p>
    </EmptyState>
  );
}

function Controls({ known: { files, file, run } }: { known: WorkshopState }): JSX.Element {
  return (
    <>
      <label class="sql-field">
        Handler
        <select value={file} onChange={({ currentTarget }) => void tryOrTell(() => choose(currentTarget.value))}>
          {files.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <button type="button" disabled={run?.state === 'running'} onClick={() => void tryOrTell(checkNow)}>
        <Icon name="replay" /> Check again
      </button>
      <span class="soft workshop-live">Checked whenever you save it</span>
    </>
  );
}

function Check({ run, path }: { run: WorkshopRun; path: string }): JSX.Element {
  const { steps } = run;
  const shown = steps.find(({ name }) => name === chosen.value) ?? firstToDo(steps);
  return (
    <section class="workshop-check" aria-label="The check">
      <Verdict run={run} path={path} />
      <div class="workshop-columns">
        <ol class="workshop-steps">
          {steps.map((step) => (
            <li key={step.name}>
              <button
                type="button"
                class={`button-quiet step step-${step.state}`}
                aria-pressed={step.name === shown?.name}
                onClick={() => (chosen.value = step.name)}
              >
                <Mark state={step.state} />
                <span>{step.name}</span>
              </button>
            </li>
          ))}
        </ol>
        {shown !== undefined && <StepDetails step={shown} />}
      </div>
    </section>
  );
}

function firstToDo(steps: readonly WorkshopStep[]): WorkshopStep | undefined {
  return steps.find(({ state }) => state === 'failed') ?? steps.find(({ state }) => state === 'advice');
}

function Verdict({
  run: { state, steps, hint, number, durationMs },
  path,
}: {
  run: WorkshopRun;
  path: string;
}): JSX.Element {
  const passed = steps.filter((step) => step.state === 'passed').length;
  const isDone = state === 'passed';
  const text = {
    running: 'Checking …',
    passed:
      passed === steps.length
        ? `All ${passed} steps pass: you are done.`
        : `${passed} of ${steps.length} steps pass, the rest is advice: you are done.`,
    failed: `${passed} of ${steps.length} steps pass.`,
    broken: 'The check could not be done.',
  }[state];
  return (
    <div class={`workshop-verdict verdict-${state}`}>
      <div role="status">
        <h2>{text}</h2>
      </div>
      <progress max={steps.length} value={passed} aria-label="Steps that pass" />
      {hint !== undefined && (
        <p>
          <strong>{isDone ? 'Better still: ' : 'Next: '}</strong>
          {hint}
        </p>
      )}
      <p class="soft">
        <code>{path}</code> · check {number}
        {durationMs !== undefined && `, ${(durationMs / 1000).toFixed(1)} s`}
      </p>
    </div>
  );
}

const WORDS = {
  waiting: '○',
  running: '◌',
  passed: '✔',
  failed: '✘',
  advice: '!',
  skipped: '–',
} as const;

function Mark({ state }: { state: WorkshopStep['state'] }): JSX.Element {
  return (
    <span class="step-mark">
      <span aria-hidden="true">{WORDS[state]}</span>
      <span class="unseen">{state}: </span>
    </span>
  );
}
