/** What the function is invoked with. */
export interface EmployeeEvent {
  readonly EmpId: number;
  readonly EmpName: string;
}

/** One row of the table, as the function answers it: `[EmpId, EmpName]`. */
export type Employee = [EmpId: number, EmpName: string | null];

/** @throws Error where the event lacks one of its attributes. */
export function checkEvent(event: Partial<EmployeeEvent>): asserts event is EmployeeEvent {
  if (event.EmpId == null || event.EmpName == null) {
    throw new Error('Invalid input! Missing "EmpId" and/or "EmpName" attributes.');
  }
}

/** What the variants print before they pass the error of a failed insert on. */
export function reportRollback(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`Oops, something went wrong adding a new employee. Transaction Rollbacked: ${reason}`);
}
