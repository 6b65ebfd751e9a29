/** Chance that repeats: the same seed gives the same choices. */
export interface Random {
  /** A number from 0 up to 1. */
  next(): number;
  /** A whole number from 0 to `end` - 1. */
  below(end: number): number;
  /** One of the entries, each as often as its weight says. */
  weighted<Choice>(choices: readonly (readonly [weight: number, choice: Choice])[]): Choice;
}

/** The generator mulberry32: small, quick, and good enough to choose what to do next. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: (end) => Math.floor(next() * end),
    weighted(choices) {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0);
      const found = choices.find(([weight]) => (left -= weight) < 0) ?? choices.at(-1);
      if (found === undefined) throw new Error('Nothing to choose from');
      return found[1];
    },
  };
}
