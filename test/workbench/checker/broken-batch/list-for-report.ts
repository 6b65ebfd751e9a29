import { addInBatches, type BatchEvent } from '../batch-parts.ts';

export const handler = async (event: BatchEvent) => (await addInBatches(event)).employees;
