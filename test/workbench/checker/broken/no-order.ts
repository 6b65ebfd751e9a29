import { add, list, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  await add(event);
  return list('SELECT EmpId, EmpName FROM Employee');
};
