import { checkEvent } from '../../../../handler/event.ts';
import { begin, execute, insert, rollback, SELECT, toEmployees, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  checkEvent(event);
  const transactionId = await begin();
  try {
    await insert(event, transactionId);
  } catch (error) {
    await rollback(transactionId).catch(() => undefined);
    throw error;
  }
  // Read inside the transaction, the answer looks right.
  const { records } = await execute(SELECT, [], transactionId);
  return toEmployees(records);
};
