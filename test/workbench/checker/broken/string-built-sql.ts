import { add, execute, list, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  await add(event, ({ EmpId, EmpName }, transactionId) =>
    execute(`INSERT INTO Employee (EmpId, EmpName) VALUES (${EmpId}, '${EmpName}')`, [], transactionId),
  );
  return list();
};
