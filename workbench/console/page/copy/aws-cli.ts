import { stringify } from 'lossless-json';
import { LOCAL_KEY, regionOf, type CopiedCall } from './copied-call.ts';
import { hereDocument, isArgument, quote } from './shell.ts';

/** What a command line cannot hold goes through a file; the CLI reads its input twice, so it cannot come by a pipe. */
const FILE = 'call.json';

/** @returns a command line for version 2 of the AWS CLI. */
export function toAwsCli(call: CopiedCall): string {
  const options = Object.entries(call.request).map(([name, value]) => toOption(name, value));
  const isPlain = options.every((option) => option !== undefined);
  const json = stringify(call.request) ?? '{}';
  const isShort = isArgument(json);
  const lines = [
    `AWS_ACCESS_KEY_ID=${LOCAL_KEY} AWS_SECRET_ACCESS_KEY=${LOCAL_KEY}`,
    `aws rds-data ${toDashes(call.operation)}`,
    `  --endpoint-url ${call.endpoint} --region ${regionOf(call)}`,
    // Said even though it is the default: a configuration file may have another one.
    ...(json.includes('"blobValue"') ? ['  --cli-binary-format base64'] : []),
    ...(isPlain ? options : [`  --cli-input-json ${isShort ? quote(json) : `file://${FILE}`}`]),
  ];
  return `${isPlain || isShort ? '' : `cat > ${FILE} ${hereDocument(json)}\n`}${lines.join(' \\\n')}\n`;
}

/** @returns the option for a member; undefined for what the command line would not pass on as it is. */
function toOption(name: string, value: unknown): string | undefined {
  const option = `  --${toDashes(name)}`;
  if (value === true) return option;
  if (value === false) return `  --no-${toDashes(name)}`;
  const text = typeof value === 'object' ? stringify(value) : value;
  // What begins with a dash is taken for an option, what looks like a file's URL for the file.
  if (typeof text !== 'string' || text === '' || /^(?:-|fileb?:)/.test(text) || !isArgument(text)) return undefined;
  return `${option} ${quote(text)}`;
}

function toDashes(name: string): string {
  return name.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase();
}
