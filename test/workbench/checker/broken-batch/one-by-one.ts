import { addBatch, addInBatches, type BatchEvent } from '../batch-parts.ts';
import { insert } from '../parts.ts';

export const handler = (event: BatchEvent) =>
  addInBatches(event, (batch) =>
    addBatch(batch, async (employees, transactionId) => {
      for (const employee of employees) await insert(employee, transactionId);
    }),
  );
