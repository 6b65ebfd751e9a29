import { LOCAL_KEY, regionOf, type CopiedCall } from './copied-call.ts';
import { toLiteral, type Notation } from './literal.ts';

/** JSON's texts are Python's, too. Lines of several stay lines, in triple quotes. */
function toText(text: string): string {
  const escaped = escape(JSON.stringify(text).slice(1, -1));
  if (!/\n/.test(text.trim())) return `"${escaped}"`;
  return `"""${escape(text.split('\n').map(toLine).join('\n'))}"""`;
}

/** A quote needs no backslash there, unless three could come together or the text could end with it. */
function toLine(line: string): string {
  const escaped = JSON.stringify(line).slice(1, -1);
  return line.includes('""') || line.endsWith('"') ? escaped : escaped.replaceAll('\\"', '"');
}

/** Characters that nobody sees; JSON leaves most of them as they are. */
function escape(text: string): string {
  return text.replaceAll(/[^\P{C}\n]|[\u2028\u2029]/gu, (char) => {
    const code = (char.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}

const notation: Notation = {
  text: toText,
  number: (value) => (Number.isNaN(value) ? 'float("nan")' : String(value)),
  constants: { true: 'True', false: 'False', null: 'None' },
  bytes: (base64) => `b64decode("${base64}")`,
  member: (name, value) => `${toText(name)}: ${value}`,
  objectPadding: '',
  indent: 4,
};

/** @returns a program for boto3; it prints the answer. */
export function toPython(call: CopiedCall): string {
  const lines = Object.entries(call.request).map(([name, value]) => {
    const column = name.length + 5;
    return `    ${name}=${toLiteral(value, notation, { column, indent: 4, member: name })},\n`;
  });
  const hasBytes = lines.some((line) => line.includes('b64decode("'));
  const method = call.operation.replaceAll(/(?<=[a-z])[A-Z]/g, '_$&').toLowerCase();
  return `# python3 call.py
${hasBytes ? 'from base64 import b64decode\n' : ''}from pprint import pprint

import boto3

# For AWS: boto3.client("rds-data"), and the ARNs of your cluster.
client = boto3.client(
    "rds-data",
    endpoint_url="${call.endpoint}",
    region_name="${regionOf(call)}",
    aws_access_key_id="${LOCAL_KEY}",
    aws_secret_access_key="${LOCAL_KEY}",
)

answer = client.${method}(
${lines.join('')})
pprint(answer)
`;
}
