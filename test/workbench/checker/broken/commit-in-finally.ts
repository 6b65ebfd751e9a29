import { checkEvent } from '../../../../handler/event.ts';
import { begin, commit, insert, list, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  checkEvent(event);
  const transactionId = await begin();
  try {
    await insert(event, transactionId);
  } finally {
    await commit(transactionId);
  }
  return list();
};
