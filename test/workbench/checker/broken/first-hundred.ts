import { add, list, SELECT, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  await add(event);
  return list(`${SELECT} LIMIT 100`);
};
