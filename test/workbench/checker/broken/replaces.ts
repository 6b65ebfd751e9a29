import { add, execute, INSERT, list, toParameters, type Event } from '../parts.ts';

export const handler = async (event: Event) => {
  await add(event, (employee, transactionId) =>
    execute(INSERT.replace('INSERT', 'REPLACE'), toParameters(employee), transactionId),
  );
  return list();
};
