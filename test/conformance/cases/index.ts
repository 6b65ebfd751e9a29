import type { Case } from '../case.ts';
import { GOLDEN_CASES } from './golden.ts';
import { LIMIT_AND_ERROR_CASES } from './limits-and-errors.ts';
import { OPERATION_CASES } from './operations.ts';
import { PARAMETER_CASES } from './parameters.ts';
import { RESULT_CASES } from './results.ts';
import { TRANSACTION_CASES } from './transactions.ts';

/** Every row of the contract that can be asked of any endpoint. */
export const CASES: readonly Case[] = [
  ...OPERATION_CASES,
  ...PARAMETER_CASES,
  ...GOLDEN_CASES,
  ...RESULT_CASES,
  ...TRANSACTION_CASES,
  ...LIMIT_AND_ERROR_CASES,
];
