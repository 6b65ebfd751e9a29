import type { StatementResult } from '../engine/engine.ts';

/** `generatedFields` as JSON text: the first generated id alone, also for several rows (contract 2.1). */
export function toGeneratedFields({ generatedId }: StatementResult): string {
  return generatedId === undefined ? '[]' : `[{"longValue":${generatedId}}]`;
}
