import { addBatch, addInBatches, type BatchEvent } from '../batch-parts.ts';

export const handler = (event: BatchEvent) => addInBatches(event, (batch) => addBatch(batch).catch(() => undefined));
