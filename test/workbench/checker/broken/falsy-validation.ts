import { add, list, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  if (!event.EmpId || !event.EmpName) throw new Error('Invalid input! Missing "EmpId" and/or "EmpName" attributes.');
  await add(event);
  return list();
};
