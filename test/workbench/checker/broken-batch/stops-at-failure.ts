import { addBatch, addInBatches, type BatchEvent } from '../batch-parts.ts';

/** After a batch that failed, the others are left out. */
export const handler = (event: BatchEvent) => {
  let failed = false;
  return addInBatches(event, async (batch) => {
    if (failed) throw new Error('an earlier batch failed');
    await addBatch(batch).catch((error: unknown) => {
      failed = true;
      throw error;
    });
  });
};
