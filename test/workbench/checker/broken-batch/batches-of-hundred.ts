import { addBatch, addInBatches, type BatchEvent } from '../batch-parts.ts';

export const handler = (event: BatchEvent) => addInBatches(event, addBatch, 100);
