import { addInBatches, begin, commit, insertBatch, type BatchEvent } from '../batch-parts.ts';

export const handler = (event: BatchEvent) =>
  addInBatches(event, async (batch) => {
    const transactionId = await begin();
    await insertBatch(batch, transactionId);
    await commit(transactionId);
  });
