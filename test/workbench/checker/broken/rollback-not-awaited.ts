import { checkEvent } from '../../../../handler/event.ts';
import { begin, commit, insert, list, rollback, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  checkEvent(event);
  const transactionId = await begin();
  try {
    await insert(event, transactionId);
    await commit(transactionId);
  } catch (error) {
    void rollback(transactionId).catch(() => undefined);
    throw error;
  }
  return list();
};
