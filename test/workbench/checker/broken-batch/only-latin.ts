import { addBatch, addInBatches, type BatchEvent } from '../batch-parts.ts';

const toLatin = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

export const handler = (event: BatchEvent) =>
  addInBatches(event, (batch) => addBatch(batch.map(({ EmpId, EmpName }) => ({ EmpId, EmpName: toLatin(EmpName) }))));
