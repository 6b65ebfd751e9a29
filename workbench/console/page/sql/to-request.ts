import type { OperationName, SqlParameter } from '../../../../emulator/text.ts';
import { detectKind } from './detect-kind.ts';
import type { Draft } from './draft.ts';
import type { ReadSets } from './sets.ts';
import { fitsKind, formOfKind, toSentValue } from './value-kinds.ts';

/** A call that is ready to be sent. */
export interface ReadyCall {
  readonly operation: OperationName;
  readonly request: Readonly<Record<string, unknown>>;
}

interface Place {
  readonly resourceArn: string;
  readonly secretArn: string;
  readonly database: string;
  readonly transactionId?: string | undefined;
}

/**
 * @param names of the parameters in the statement.
 * @returns the call that a draft asks for: members with the service's defaults are left out.
 * @throws Error for a value that is not what it is to be sent as; the service would refuse it, too.
 */
export function toCall(draft: Draft, names: readonly string[], sets: ReadSets, place: Place): ReadyCall {
  const { transactionId, ...rest } = place;
  const base = {
    ...rest,
    ...(draft.database === '' ? {} : { database: draft.database }),
    ...(transactionId === undefined ? {} : { transactionId }),
    sql: draft.sql,
  };
  if (draft.isBatch) {
    const [error] = sets.errors;
    if (error !== undefined) throw new Error(`Line ${error.line}, column ${error.column}: ${error.message}`);
    return { operation: 'BatchExecuteStatement', request: { ...base, parameterSets: sets.sets } };
  }
  const parameters = names.map((name) => toParameter(name, draft));
  const request = { ...base, ...(parameters.length === 0 ? {} : { parameters }), ...toOptions(draft) };
  return { operation: 'ExecuteStatement', request };
}

function toParameter(name: string, { values }: Draft): SqlParameter {
  const { text = '', kind = detectKind(text) } = values[name] ?? {};
  if (fitsKind(kind, text)) return { name, ...toSentValue(kind, text) };
  throw new Error(
    `:${name} is to be ${formOfKind(kind)}, and “${text.slice(0, 40)}” is not: change the value or its type`,
  );
}

function toOptions({ options }: Draft): object {
  const { decimalReturnType, longReturnType } = options;
  const resultSetOptions = {
    ...(decimalReturnType === 'STRING' ? {} : { decimalReturnType }),
    ...(longReturnType === 'LONG' ? {} : { longReturnType }),
  };
  return {
    ...(options.includeResultMetadata ? { includeResultMetadata: true } : {}),
    ...(options.formatRecordsAsJson ? { formatRecordsAs: 'JSON' } : {}),
    ...(Object.keys(resultSetOptions).length === 0 ? {} : { resultSetOptions }),
    ...(options.continueAfterTimeout ? { continueAfterTimeout: true } : {}),
  };
}
