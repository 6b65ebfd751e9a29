/** A reset would delete what the workbench did not make. */
export class ResetRefusedError extends Error {
  override readonly name = 'ResetRefusedError';

  /** @param database its name. */
  constructor(database: string) {
    super(
      `${database} was there before this workbench, and a reset would delete what is in it: ` +
        'start with another --database, or drop it and start again',
    );
  }
}
