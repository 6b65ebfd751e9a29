import { add, execute, list, type Event } from '../parts.ts';

/** Escapes well, so that nothing goes wrong; but a value in the SQL it is. */
const quote = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', "', CHAR(58), '")}'`;

export const handler = async (event: Event) => {
  await add(event, ({ EmpId, EmpName }, transactionId) =>
    execute(
      `INSERT INTO Employee (EmpId, EmpName) VALUES (:EmpId, CONCAT(${quote(EmpName)}))`,
      [{ name: 'EmpId', value: { longValue: EmpId } }],
      transactionId,
    ),
  );
  return list();
};
