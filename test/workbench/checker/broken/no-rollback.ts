import { checkEvent } from '../../../../handler/event.ts';
import { begin, commit, insert, list, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  checkEvent(event);
  const transactionId = await begin();
  await insert(event, transactionId);
  await commit(transactionId);
  return list();
};
