import * as fc from 'fast-check';
import { bodies } from './bodies.ts';
import type { Details } from './details.ts';
import { boundStatements, checkPreparedTexts } from './placeholders.ts';
import type { Place } from './place.ts';
import { requests } from './requests.ts';
import { statements } from './statements.ts';
import { echoes, values } from './values.ts';

/** A kind of input: what it is, which part of all inputs it is, and what has to hold of each. */
interface Kind {
  readonly what: string;
  readonly share: number;
  readonly check: (place: Place, parameters: fc.Parameters<unknown>) => Promise<Details>;
}

const toCheck =
  <Input>(property: (place: Place) => fc.IAsyncProperty<[Input]>): Kind['check'] =>
  (place, parameters) =>
    fc.check(property(place), parameters as fc.Parameters<[Input]>);

export const KINDS = {
  bodies: { what: 'bodies of all operations', share: 0.25, check: toCheck(bodies) },
  requests: { what: 'requests as bytes: lines, headers, lengths', share: 0.1, check: toCheck(requests) },
  values: { what: 'parameters, alone and in batches', share: 0.2, check: toCheck(values) },
  echoes: { what: 'texts that must come back as they were', share: 0.1, check: toCheck(echoes) },
  statements: { what: 'texts of SQL', share: 0.15, check: toCheck(statements) },
  bound: { what: 'right statements whose values are known', share: 0.1, check: toCheck(boundStatements) },
  prepared: { what: 'texts whose placeholders the server counts', share: 0.1, check: checkPreparedTexts },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;
export const KIND_NAMES = Object.keys(KINDS) as KindName[];

/** Characters of each part of what is told of a failure. */
const MAX_TOLD = 1500;

/** What came out for one kind. */
export interface Outcome {
  readonly kind: KindName;
  readonly inputs: number;
  /** The input that fails, made as small as possible, and why; absent where all is well. */
  readonly failure?: string;
}

interface Run {
  readonly seed: number;
  readonly inputs: number;
  /** Goes straight to one input: what a failure printed as its path. */
  readonly path?: string;
}

/** Tries so many inputs of one kind. */
export async function tryKind(kind: KindName, place: Place, { seed, inputs, path }: Run): Promise<Outcome> {
  const before = place.emulator.complaints.length;
  const details = await KINDS[kind].check(place, { seed, numRuns: inputs, ...(path === undefined ? {} : { path }) });
  const complaints = place.emulator.complaints.slice(before);
  if (!details.failed && !place.emulator.hasCrashed && complaints === '') return { kind, inputs: details.numRuns };
  const replay = `npm run fuzz -- ${kind} --seed ${seed} --path ${details.counterexamplePath ?? '0'}`;
  const reason = details.errorInstance instanceof Error ? details.errorInstance.message : 'no single answer was wrong';
  const input = fc.stringify(details.counterexample);
  const failure = [`again by: ${replay}`, input, reason, complaints].map((text) => text.slice(0, MAX_TOLD)).join('\n');
  return { kind, inputs: details.numRuns, failure };
}
