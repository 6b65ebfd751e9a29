import type { Field } from '../../emulator/index.ts';
import { MASK, mayHoldPassword, PASSWORDS, VALUES, type Mask } from './mask-text.ts';
import type { CallResult, RecordedCall } from './recorded-call.ts';
import { textMember } from './text-member.ts';

/** Whether the SQL of a request may give an account its password. */
export function holdsSecret(request: unknown): boolean {
  const sql = textMember(request, 'sql');
  return sql !== undefined && mayHoldPassword(sql);
}

/** @returns a call without the passwords that are in its SQL, and without what the server quotes of them. */
export function maskSecrets(call: RecordedCall): RecordedCall {
  return maskTexts(call, PASSWORDS);
}

/** @returns a call without any values: of parameters, of results, and literals in SQL and in messages. */
export function maskValues(call: RecordedCall): RecordedCall {
  const { parameters, parameterSets, result } = call;
  return {
    ...maskTexts(call, VALUES),
    ...(parameters === undefined ? {} : { parameters: maskParameters(parameters) }),
    ...(parameterSets === undefined ? {} : { parameterSets: maskParameters(parameterSets) }),
    ...(result === undefined ? {} : { result: maskResult(result) }),
  };
}

function maskTexts(call: RecordedCall, mask: Mask): RecordedCall {
  const { sql, error } = call;
  return {
    ...call,
    ...(sql === undefined ? {} : { sql: mask.sql(sql) }),
    ...(error === undefined ? {} : { error: { ...error, message: mask.message(error, sql) } }),
  };
}

/** Takes whatever the caller sent in the place of parameters: this may be what the shape check refused. */
function maskParameters<Sent>(sent: Sent): Sent {
  if (Array.isArray(sent)) return sent.map(maskParameters) as Sent;
  if (typeof sent !== 'object' || sent === null) return MASK as Sent;
  if (!('value' in sent)) return sent;
  const { value } = sent;
  return { ...sent, value: typeof value === 'object' && value !== null ? maskField(value as Field) : MASK };
}

function maskField(field: Field): Field {
  if ('isNull' in field) return field;
  const [member = 'stringValue'] = Object.keys(field);
  return { [member]: MASK } as unknown as Field;
}

function maskResult(result: CallResult): CallResult {
  const { records, formattedRecords, generatedFields, updateResults } = result;
  return {
    ...result,
    ...(records === undefined ? {} : { records: records.map((record) => record.map(maskField)) }),
    ...(formattedRecords === undefined ? {} : { formattedRecords: MASK }),
    ...(generatedFields === undefined ? {} : { generatedFields: generatedFields.map(maskField) }),
    ...(updateResults === undefined
      ? {}
      : { updateResults: updateResults.map((set) => ({ generatedFields: set.generatedFields.map(maskField) })) }),
  };
}
