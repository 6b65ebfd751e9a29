/** A sequence of numbers from 0 to 1, without 1. */
export type Random = () => number;

/**
 * Numbers that look like chance, and are the same for the same seed (mulberry32).
 *
 * @param stream each has a sequence of its own, so that one fault's luck does not depend on another's.
 */
export function createRandom(seed: number, stream: number): Random {
  let state = Math.imul(seed ^ Math.imul(stream, 0x9e3779b1), 0x85ebca6b);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
