import { add, insert, list, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  await add(event, (employee) => insert(employee, undefined));
  return list();
};
