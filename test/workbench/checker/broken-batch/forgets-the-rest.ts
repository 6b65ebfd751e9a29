import { addInBatches, type BatchEvent } from '../batch-parts.ts';

export const handler = ({ Employees }: BatchEvent) =>
  addInBatches({
    Employees: Employees.length < 50 ? Employees : Employees.slice(0, Math.floor(Employees.length / 50) * 50),
  });
