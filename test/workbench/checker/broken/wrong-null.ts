import { add, execute, SELECT, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  await add(event);
  const { records = [] } = await execute(SELECT);
  return records.map(([EmpId, EmpName]) => [EmpId?.longValue, EmpName?.stringValue ?? EmpName?.isNull]);
};
