import { MODELLED_EXCEPTIONS } from '../../emulator/model/exceptions.ts';

/** How many wrong answers are told in full; the rest is counted. */
const MAX_TOLD = 20;

/** What was called and answered, and everything that was wrong. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>();
  readonly #wrong: string[] = [];
  #wrongCount = 0;

  /** @param outcome `ok`, the name of an exception, or what became of the call. */
  count(operation: string, outcome: string): void {
    const outcomes = this.#counts.get(operation) ?? new Map<string, number>();
    this.#counts.set(operation, outcomes);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }

  wrong(what: string): void {
    this.#wrongCount += 1;
    if (this.#wrong.length < MAX_TOLD) this.#wrong.push(what);
  }

  get wrongCount(): number {
    return this.#wrongCount;
  }

  get wrongs(): readonly string[] {
    return this.#wrong;
  }

  /** How many calls were made in all. */
  get calls(): number {
    return [...this.#counts.values()].flatMap((outcomes) => [...outcomes.values()]).reduce((sum, n) => sum + n, 0);
  }

  /** @returns a line for each operation: its calls by outcome. */
  lines(): string[] {
    return [...this.#counts]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([operation, outcomes]) => {
        const parts = [...outcomes].sort(([, a], [, b]) => b - a).map(([outcome, count]) => `${count} ${outcome}`);
        return `${operation.padEnd(22)} ${parts.join(', ')}`;
      });
  }
}

/** Whether the service's model has an exception of this name; one that says "our fault" is never right. */
export function isModelled(name: string): boolean {
  return Object.hasOwn(MODELLED_EXCEPTIONS, name) && name !== 'InternalServerErrorException';
}
