import { LOCAL_KEY, regionOf, type CopiedCall } from './copied-call.ts';
import { toLiteral, type Notation } from './literal.ts';

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', "'": "\\'" };

/** Lines of several stay lines, in a template; else it is a text in single quotes. */
function toText(text: string): string {
  if (/\n/.test(text.trim())) return `\`${text.replaceAll(/[\\`]|\$(?=\{)|[^\P{C}\n]/gu, escapeInTemplate)}\``;
  return `'${text.replaceAll(/[\\']|[\u2028\u2029]|\p{C}/gu, (char) => ESCAPES[char] ?? toCode(char))}'`;
}

function escapeInTemplate(char: string): string {
  return '\\`$'.includes(char) ? `\\${char}` : (ESCAPES[char] ?? toCode(char));
}

/** Characters that nobody sees, or that stand for no character at all. */
function toCode(char: string): string {
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`;
}

const notation: Notation = {
  text: toText,
  // The SDK says number, and writes a bigint with all its digits.
  number: (value, member) =>
    typeof value === 'bigint' && member === 'longValue' ? `${value}n as unknown as number` : String(value),
  constants: { true: 'true', false: 'false', null: 'null' },
  bytes: (base64) => `Buffer.from('${base64}', 'base64')`,
  member: (name, value) => `${/^[a-z_$][\w$]*$/i.test(name) ? name : toText(name)}: ${value}`,
  objectPadding: ' ',
  indent: 2,
};

/** @returns a program for the AWS SDK for JavaScript v3; it prints the answer. */
export function toTypeScript(call: CopiedCall): string {
  const command = `${call.operation}Command`;
  const input = toLiteral(call.request, notation, { column: MAX, indent: 2 });
  return `// npx tsx call.mts
import { ${command}, RDSDataClient } from '@aws-sdk/client-rds-data';

// For AWS: new RDSDataClient({}), and the ARNs of your cluster.
const client = new RDSDataClient({
  endpoint: '${call.endpoint}',
  region: '${regionOf(call)}',
  credentials: { accessKeyId: '${LOCAL_KEY}', secretAccessKey: '${LOCAL_KEY}' },
});

const answer = await client.send(
  new ${command}(${input}),
);
console.dir(answer, { depth: null });
`;
}

/** A line a member, however short they are. */
const MAX = Infinity;
