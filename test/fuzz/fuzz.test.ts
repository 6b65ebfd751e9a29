// The short form of `npm run fuzz`: a few seconds of bad input of every kind.
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { KIND_NAMES, KINDS, tryKind } from './kinds.ts';
import { openPlace, type Place } from './place.ts';

const INPUTS = 6000;
const seed = Math.floor(Math.random() * 2 ** 31);

let place: Place;
beforeAll(async () => {
  place = await openPlace({ url: inject('databaseUrl'), socketPath: inject('socketPath') || undefined });
});
afterAll(() => place[Symbol.asyncDispose]());

test.each(KIND_NAMES)('no %s break it', { timeout: 60_000 }, async (kind) => {
  const outcome = await tryKind(kind, place, { seed, inputs: INPUTS * KINDS[kind].share });
  expect(outcome.failure).toBeUndefined();
  expect(outcome.inputs).toBe(INPUTS * KINDS[kind].share);
});
