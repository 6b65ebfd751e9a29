const SECOND_MS = 1000;

/** Lets so many calls pass in any second. */
export class Throttle {
  readonly #perSecond: number;
  /** When the latest calls passed. */
  #passed: number[] = [];

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** @param time of a call, in milliseconds. @returns whether it is one too many. */
  refuses(time: number): boolean {
    this.#passed = this.#passed.filter((earlier) => time - earlier < SECOND_MS);
    if (this.#passed.length >= this.#perSecond) return true;
    this.#passed.push(time);
    return false;
  }
}
