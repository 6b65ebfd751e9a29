import type { RowSink } from '../engine/engine.ts';
import type { ExecuteStatementRequest } from '../model/types.ts';
import { FieldRecords } from './field-records.ts';
import { FormattedRecords } from './formatted-records.ts';
import type { Json } from './json-object.ts';

/** How an answer shows rows, as JSON text: `columnMetadata` where it was asked for, and one of the other two. */
export interface RecordsMembers {
  readonly columnMetadata?: Json | undefined;
  readonly records?: Json;
  readonly formattedRecords?: Json;
}

/** Collects the rows of one statement as the JSON text of its answer. */
export interface Records extends RowSink {
  /** @returns nothing where the statement yielded no rows. */
  toMembers(): RecordsMembers;
  readonly hasRows: boolean;
}

/** `formatRecordsAs` counts for SELECT only and is ignored elsewhere (contract 4.4). */
export function createRecords(request: ExecuteStatementRequest, isSelect: boolean): Records {
  return request.formatRecordsAs === 'JSON' && isSelect ? new FormattedRecords(request) : new FieldRecords(request);
}
