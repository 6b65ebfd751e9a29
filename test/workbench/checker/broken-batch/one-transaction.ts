import { addInBatches, begin, commit, insertBatch, rollback, type BatchEvent } from '../batch-parts.ts';

/** One transaction for all batches: all or nothing. */
export const handler = async (event: BatchEvent) => {
  const transactionId = await begin();
  try {
    const report = await addInBatches(event, (batch) => insertBatch(batch, transactionId));
    await commit(transactionId);
    return report;
  } catch (error) {
    await rollback(transactionId);
    throw error;
  }
};
