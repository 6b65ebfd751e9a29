/** As much as anybody reads, and far from what a string can hold. */
const KEPT = 256 * 1024;
const CUT = `[what was printed before is left out: the last ${KEPT} characters follow]\n`;

/** What a container prints during one invocation: the end of it, where it is long. */
export class ContainerLog {
  #text = '';
  #isCut = false;

  add(text: string): void {
    this.#text += text;
    // Cutting copies all that is kept, so it waits until there is as much again.
    if (this.#text.length > 2 * KEPT) this.#cut();
  }

  clear(): void {
    this.#text = '';
    this.#isCut = false;
  }

  /** @returns what is kept, and a line in front of it where that is not all. */
  read(): string {
    if (this.#text.length > KEPT) this.#cut();
    return this.#isCut ? `${CUT}${this.#text}` : this.#text;
  }

  #cut(): void {
    this.#text = this.#text.slice(-KEPT);
    this.#isCut = true;
  }
}
