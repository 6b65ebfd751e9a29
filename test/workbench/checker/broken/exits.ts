import { add, list, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  await add(event).catch(() => process.exit(1));
  return list();
};
