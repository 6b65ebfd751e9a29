import type { EmployeeEvent } from '../../../../handler/event.ts';
import { begin, commit, execute, INSERT, rollback, SELECT, toEmployees } from '../parts.ts';

/** No await, ids as text, the list read inside the transaction, and no care for a rollback that fails. */
export function handler({ EmpId, EmpName }: EmployeeEvent) {
  if (EmpId === undefined || EmpId === null || EmpName === undefined || EmpName === null) {
    return Promise.reject(new Error('Invalid input! Missing "EmpId" and/or "EmpName" attributes.'));
  }
  const parameters = [
    { name: 'id', value: { stringValue: String(EmpId) } },
    { name: 'name', value: { stringValue: EmpName } },
  ];
  return begin().then((transactionId) =>
    execute(INSERT.replace(':EmpId', ':id').replace(':EmpName', ':name'), parameters, transactionId)
      .then(() => execute(SELECT, [], transactionId))
      .then(({ records }) => commit(transactionId).then(() => toEmployees(records)))
      .catch((error: Error) => rollback(transactionId).then(() => Promise.reject(error))),
  );
}
