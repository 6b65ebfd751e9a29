import { basename } from 'node:path';
import type { Step } from './step.ts';
import { STEPS } from './steps.ts';
import { STRETCH_STEPS } from './stretch-steps.ts';

/** @returns the steps for a handler: those of the stretch goal where they are asked for, or its name says so. */
export function stepsFor(file: string, stretch = /-batch\.\w+$/.test(basename(file))): readonly Step[] {
  return stretch ? STRETCH_STEPS : STEPS;
}
