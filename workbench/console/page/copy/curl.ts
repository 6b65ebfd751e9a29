import { stringify } from 'lossless-json';
import { PATHS } from '../../../../emulator/text.ts';
import { LOCAL_KEY, regionOf, type CopiedCall } from './copied-call.ts';
import { hereDocument, isArgument, quote } from './shell.ts';

/** @returns a command line for curl 7.75 or newer, which signs as AWS wants it. */
export function toCurl(call: CopiedCall): string {
  const body = stringify(call.request) ?? '{}';
  const data = isArgument(body) ? quote(body) : `@- ${hereDocument(body)}`;
  return `curl ${call.endpoint}${PATHS[call.operation]} \\
  --aws-sigv4 aws:amz:${regionOf(call)}:rds-data --user ${LOCAL_KEY}:${LOCAL_KEY} \\
  --header 'content-type: application/json' \\
  --data-binary ${data}
`;
}
