/** What is to be found of a unit of rows: all of them, none, or either of the two, never a part. */
export type State = 'present' | 'absent' | 'either';

/** Rows that were written by one statement, one batch or one transaction: they are there together or not at all. */
export interface Unit {
  readonly id: number;
  /** The numbers of its rows. */
  readonly parts: readonly number[];
  state: State;
}

/** What one client knows of the rows that it wrote, from the answers alone. Nobody else writes them. */
export class Ledger {
  readonly client: number;
  readonly #units: Unit[] = [];

  constructor(client: number) {
    this.client = client;
  }

  get units(): readonly Unit[] {
    return this.#units;
  }

  /** Opens a unit that nobody has written so far. */
  open(parts: readonly number[]): Unit {
    const unit: Unit = { id: this.#units.length, parts, state: 'absent' };
    this.#units.push(unit);
    return unit;
  }

  /** The value of a row: nobody else's, and hard on whoever confuses characters, quotes or placeholders. */
  valueOf(unit: number, part: number): string {
    return `${this.client}/${unit}/${part} é😀 'it''s' \\ :value ?`;
  }

  /**
   * Compares rows that were found with what is known.
   *
   * @returns what is wrong, in words; undefined where all is well.
   */
  judge({ id, parts, state }: Unit, found: ReadonlyMap<number, string>): string | undefined {
    const name = `unit ${id} of client ${this.client}`;
    for (const [part, value] of found) {
      if (!parts.includes(part)) return `${name} has a row ${part} that nobody wrote`;
      if (value !== this.valueOf(id, part)) return `${name}, row ${part}: "${value}"`;
    }
    if (found.size === 0) return state === 'present' ? `${name} was acknowledged and is lost` : undefined;
    if (state === 'absent') return `${name} was never committed, or removed, and has ${found.size} rows`;
    return found.size === parts.length ? undefined : `${name} has ${found.size} of ${parts.length} rows`;
  }
}
