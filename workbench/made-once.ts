/** Something that is made when it is asked for first. Where that failed, it is made anew for whoever asks next. */
export class MadeOnce<Thing> {
  readonly #make: () => Promise<Thing>;
  #thing: Promise<Thing> | undefined;

  /** @param make makes it. */
  constructor(make: () => Promise<Thing>) {
    this.#make = make;
  }

  /** @throws whatever making it throws. */
  get(): Promise<Thing> {
    this.#thing ??= this.#make().catch((error: unknown) => {
      this.#thing = undefined;
      throw error;
    });
    return this.#thing;
  }

  /** @returns it, once it is made; undefined where nobody asked, or it could not be made. Never throws. */
  async made(): Promise<Thing | undefined> {
    return this.#thing?.catch(() => undefined);
  }
}
