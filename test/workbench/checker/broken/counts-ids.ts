import { checkEvent } from '../../../../handler/event.ts';
import { add, insert, list, type Event } from '../parts.ts';

let highest = 0;

/** Makes ids of its own where one is taken, so that nothing ever fails. */
export const handler = async (event: Event) => {
  checkEvent(event);
  const taken = new Set((await list()).map(([EmpId]) => EmpId));
  highest = Math.max(highest, ...taken) + 1;
  const EmpId = taken.has(event.EmpId) ? highest : event.EmpId;
  await add(event, ({ EmpName }, transactionId) => insert({ EmpId, EmpName }, transactionId));
  return list();
};
