import { checkEvent } from '../../../../handler/event.ts';
import { add, list, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  checkEvent(event);
  await add(event).catch(() => {
    throw new Error('The employee could not be added');
  });
  return list();
};
