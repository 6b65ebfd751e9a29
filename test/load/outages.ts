/** How long after a restart calls may still meet what the restart broke: connections that were lent, queued calls. */
const AFTERMATH_MS = 3000;

/** When the database was away: only then may calls say so. */
export class Outages {
  readonly #times: { readonly from: number; to: number }[] = [];

  begin(): void {
    this.#times.push({ from: performance.now(), to: Infinity });
  }

  end(): void {
    const last = this.#times.at(-1);
    if (last !== undefined) last.to = performance.now() + AFTERMATH_MS;
  }

  get count(): number {
    return this.#times.length;
  }

  /** Whether the database was away at some time since then. */
  since(time: number): boolean {
    return this.#times.some(({ to }) => to > time);
  }
}
