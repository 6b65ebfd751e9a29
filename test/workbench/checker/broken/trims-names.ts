import { add, insert, list, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  await add(event, ({ EmpId, EmpName }, transactionId) => insert({ EmpId, EmpName: EmpName.trim() }, transactionId));
  return list();
};
