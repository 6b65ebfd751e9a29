import { add, insert, list, type Event } from '../parts.ts';

const toLatin = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

export const handler = async (event: Event) => {
  await add(event, (employee, id) => insert({ ...employee, EmpName: toLatin(employee.EmpName) }, id));
  return list();
};
