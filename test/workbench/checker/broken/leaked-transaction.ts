import { checkEvent } from '../../../../handler/event.ts';
import { begin, commit, insert, list, rollback, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  // Begun before the event is looked at, and nobody ends it where that fails.
  const transactionId = await begin();
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
