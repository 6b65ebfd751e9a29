import type { Case } from '../case.ts';
import { BATCH_CASES } from './batch.ts';
import { FIELD_AND_METADATA_CASES } from './fields-and-metadata.ts';
import { GOLDEN_CASES } from './golden.ts';
import { LIMIT_AND_ERROR_CASES } from './limits-and-errors.ts';
import { OPERATION_CASES } from './operations.ts';
import { PARAMETER_CASES } from './parameters.ts';
import { PLACEHOLDER_CASES } from './placeholders.ts';
import { REQUEST_CASES } from './requests.ts';
import { RESULT_CASES } from './results.ts';
import { SESSION_CASES } from './sessions.ts';
import { STATEMENT_CASES } from './statements.ts';
import { STORED_VALUE_CASES } from './stored-values.ts';
import { TRANSACTION_CASES } from './transactions.ts';

/** Every row of the contract that can be asked of any endpoint. */
export const CASES: readonly Case[] = [
  ...REQUEST_CASES,
  ...OPERATION_CASES,
  ...BATCH_CASES,
  ...STATEMENT_CASES,
  ...PARAMETER_CASES,
  ...PLACEHOLDER_CASES,
  ...STORED_VALUE_CASES,
  ...FIELD_AND_METADATA_CASES,
  ...GOLDEN_CASES,
  ...RESULT_CASES,
  ...TRANSACTION_CASES,
  ...SESSION_CASES,
  ...LIMIT_AND_ERROR_CASES,
];
