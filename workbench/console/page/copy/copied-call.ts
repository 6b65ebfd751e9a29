import type { OperationName } from '../../../../emulator/text.ts';

/** A call that is to be written down as a program. */
export interface CopiedCall {
  readonly operation: OperationName;
  /** The decoded body of the request, its members in reading order; integers beyond 2^53 are bigints. */
  readonly request: Readonly<Record<string, unknown>>;
  /** Where the program is to send it. */
  readonly endpoint: string;
}

/** Credentials that mean nothing: an SDK sends nothing without, and the emulator takes any. */
export const LOCAL_KEY = 'local';

/** @returns the region of the cluster that the call names. */
export function regionOf({ request }: CopiedCall): string {
  const arn = request['resourceArn'] ?? request['dbClusterOrInstanceArn'];
  const [, region = 'us-east-1'] = (typeof arn === 'string' && /^arn:[^:]*:rds:([a-z0-9-]+):/.exec(arn)) || [];
  return region;
}
