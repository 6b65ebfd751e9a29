import { add, list, type Event } from '../parts.ts';

/** The call of `list` lacks its parentheses. */
export const handler = async (event: Event) => {
  await add(event);
  return list;
};
