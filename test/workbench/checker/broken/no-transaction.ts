import { checkEvent } from '../../../../handler/event.ts';
import { insert, list, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  checkEvent(event);
  await insert(event, undefined);
  return list();
};
