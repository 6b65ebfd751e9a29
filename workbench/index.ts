export type { Calls } from './calls/calls.ts';
export { LeakError } from './calls/describe-leaks.ts';
export type { CallFilter, CallPredicate } from './calls/filter.ts';
export type { OpenTransaction } from './calls/open-transactions.ts';
export type { CallResult, RecordedCall } from './calls/recorded-call.ts';
export type { Environment } from './environment.ts';
export type { SqlSource } from './sql-files/find-sql-files.ts';
export { startWorkbench } from './start-test-workbench.ts';
export type { ResetReport, SeedPlace, Workbench, WorkbenchOptions, WorkbenchTemplate } from './workbench.ts';
