import type { EmployeeEvent } from '../../../../handler/event.ts';
import { begin, commit, insert, list, rollback } from '../parts.ts';

export const handler = async (event: EmployeeEvent) => {
  const transactionId = await begin();
  try {
    await insert(event, transactionId);
    await commit(transactionId);
  } catch (error) {
    await rollback(transactionId).catch(() => undefined);
    throw error;
  }
  return list();
};
