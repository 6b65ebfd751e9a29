import type { RowSink } from '../engine/engine.ts';
import type { ExecuteStatementRequest } from '../model/types.ts';
import { FieldRecords } from './field-records.ts';
import { FormattedRecords } from './formatted-records.ts';
import type { Json } from './json-object.ts';

/** Collects the rows of one statement as the JSON text of its answer. */
export interface Records extends RowSink {
  /** The members of the answer, as JSON text; none where the statement yielded no rows. */
  toMembers(): Readonly<Record<string, Json | undefined>>;
  readonly hasRows: boolean;
}

/** `formatRecordsAs` counts for SELECT only and is ignored elsewhere (contract 4.4). */
export function createRecords(request: ExecuteStatementRequest, isSelect: boolean): Records {
  return request.formatRecordsAs === 'JSON' && isSelect ? new FormattedRecords(request) : new FieldRecords(request);
}
