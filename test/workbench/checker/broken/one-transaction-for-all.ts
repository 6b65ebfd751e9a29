import { checkEvent } from '../../../../handler/event.ts';
import { begin, commit, insert, list, rollback, type Event } from '../parts.ts';

const transactionId = await begin();

export const handler = async (event: Event) => {
  checkEvent(event);
  try {
    await insert(event, transactionId);
    await commit(transactionId);
  } catch (error) {
    await rollback(transactionId).catch(() => undefined);
    throw error;
  }
  return list();
};
