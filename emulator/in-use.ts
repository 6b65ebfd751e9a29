/**
 * Things that come and go, thousands a second. A Set or a Map gets a new table after every few of them, and V8 chains the
 * tables: what was in an old one outlives its use until the next full collection, and is copied about until then. That
 * took a tenth of the time of a small call.
 */
export class InUse<Item> {
  readonly #items: (Item | undefined)[] = [];
  readonly #free: number[] = [];

  /** @returns the place, by which it is taken out again. */
  add(item: Item): number {
    const place = this.#free.pop() ?? this.#items.length;
    this.#items[place] = item;
    return place;
  }

  /** @param place that it was given; not twice. */
  remove(place: number): void {
    this.#items[place] = undefined;
    this.#free.push(place);
  }

  *[Symbol.iterator](): Generator<Item> {
    for (const item of this.#items) if (item !== undefined) yield item;
  }
}
