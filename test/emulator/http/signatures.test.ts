// Signatures that are checked: what SDKs sign is accepted, and each wrong thing is refused in AWS's words.
import { ExecuteStatementCommand, RDSDataClient } from '@aws-sdk/client-rds-data';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createEmulator, type Call, type Emulator } from '../../../emulator/index.ts';
import { readCredentials } from '../../../emulator/config.ts';
import { ARNS } from '../../support/emulator.ts';
import { failureOf } from '../../support/failure.ts';

const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const REGION = 'eu-west-1';

const calls: Call[] = [];
let emulator: Emulator;
beforeAll(async () => {
  const credentials = { ...KEYS, region: REGION };
  const config = { host: '127.0.0.1', port: 0, databaseUrl: inject('databaseUrl'), credentials };
  emulator = await createEmulator(config, { called: (call) => calls.push(call) });
});
afterAll(() => emulator.stop());

interface Signing {
  readonly keys?: typeof KEYS & { sessionToken?: string };
  readonly region?: string;
  readonly systemClockOffset?: number;
}

async function execute({ keys = KEYS, region = REGION, systemClockOffset = 0 }: Signing): Promise<unknown> {
  const { endpoint } = emulator;
  const client = new RDSDataClient({ endpoint, region, credentials: keys, systemClockOffset, maxAttempts: 1 });
  try {
    return (await client.send(new ExecuteStatementCommand({ ...ARNS, sql: 'SELECT 1' }))).records;
  } finally {
    client.destroy();
  }
}

test('contract 1.1 auth: what the SDK signs with the right credentials is answered (choice: signatures)', async () => {
  expect(await execute({})).toEqual([[{ longValue: 1 }]]);
  const { endpoint } = emulator;
  const manager = new SecretsManagerClient({ endpoint, region: REGION, credentials: KEYS });
  const { SecretString } = await manager.send(new GetSecretValueCommand({ SecretId: ARNS.secretArn }));
  expect(SecretString).toContain('username');
});

test.each([
  ['4 minutes slow', -4],
  ['4 minutes fast', 4],
])('a clock that is %s will do (choice: signatures)', async (_what, minutes) => {
  expect(await execute({ systemClockOffset: minutes * 60_000 })).toEqual([[{ longValue: 1 }]]);
});

const UNRECOGNIZED = /^The security token included in the request is invalid\.$/;
const MISMATCH =
  /^The request signature we calculated does not match the signature you provided\. Check your AWS Secret/;
test.each<[string, Signing, string, RegExp]>([
  ['another access key', { keys: { ...KEYS, accessKeyId: 'AKIDOTHER' } }, 'UnrecognizedClientException', UNRECOGNIZED],
  ['a session token', { keys: { ...KEYS, sessionToken: 'token' } }, 'UnrecognizedClientException', UNRECOGNIZED],
  ['another secret key', { keys: { ...KEYS, secretAccessKey: 'x' } }, 'InvalidSignatureException', MISMATCH],
  ['another region', { region: 'us-east-1' }, 'InvalidSignatureException', /valid region, not 'us-east-1'\.$/],
  [
    'a clock that is 6 minutes slow',
    { systemClockOffset: -6 * 60_000 },
    'InvalidSignatureException',
    /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
  ],
  [
    'a clock that is 6 minutes fast',
    { systemClockOffset: 6 * 60_000 },
    'InvalidSignatureException',
    /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/,
  ],
])('%s is refused (choice: signatures)', async (_what, signing, name, message) => {
  const before = calls.length;
  expect(await failureOf(execute(signing))).toEqual({ name, message: expect.stringMatching(message) });
  expect(calls.length).toBe(before);
});

type Headers = Record<string, string>;

/** Headers of a request that is signed as it should be, but for what a test changes. */
async function sign(body: string, service = 'rds-data', more: Headers = {}): Promise<Headers> {
  const { host } = new URL(emulator.endpoint);
  const signer = new SignatureV4({ service, region: REGION, credentials: KEYS, sha256: Sha256 });
  const headers = { host, 'content-type': 'application/json', ...more };
  const request = { method: 'POST', protocol: 'http:', hostname: host, path: '/Execute', headers, body };
  return (await signer.sign(request)).headers;
}

async function send(headers: Headers, body: string | Buffer): Promise<[string | null, unknown]> {
  const response = await fetch(`${emulator.endpoint}/Execute`, { method: 'POST', headers, body });
  const { message = '' } = (await response.json()) as { message?: string };
  expect(response.status).toBe(response.headers.has('x-amzn-errortype') ? 403 : 200);
  return [response.headers.get('x-amzn-errortype'), message];
}

const BODY = JSON.stringify({ ...ARNS, sql: "SELECT 'é'" });

test('the same by hand, so that what follows is refused for its own reason (choice: signatures)', async () => {
  expect(await send(await sign(BODY), BODY)).toEqual([null, '']);
});

const without = (name: string, { [name]: _gone, ...rest }: Headers): Headers => rest;
const change = (headers: Headers, from: RegExp, to: string): Headers => ({
  ...headers,
  authorization: headers['authorization']?.replace(from, to) ?? '',
});

const toDay = (headers: Headers, time: string): Headers => ({
  ...change(headers, /\/\d{8}\//, `/${time.slice(0, 8)}/`),
  'x-amz-date': time,
});

const INCOMPLETE = [
  'IncompleteSignatureException',
  expect.stringMatching(/^Authorization header requires 'Credential'/),
];
const WRONG = ['InvalidSignatureException', expect.stringMatching(MISMATCH)];
test.each<[string, (headers: Headers) => Headers, unknown[]]>([
  [
    'no signature',
    (all) => without('authorization', all),
    ['MissingAuthenticationTokenException', 'Missing Authentication Token'],
  ],
  ['no date', (all) => without('x-amz-date', all), INCOMPLETE],
  ['a date that there is not', (all) => toDay(all, '20259999T999999Z'), INCOMPLETE],
  ['no signed headers', (all) => change(all, /SignedHeaders=[^,]+, /, ''), INCOMPLETE],
  ['half a scope', (all) => change(all, /\/aws4_request/, ''), INCOMPLETE],
  ['another scheme', (all) => change(all, /^AWS4-HMAC-SHA256/, 'Basic'), INCOMPLETE],
  ['half a signature', (all) => change(all, /.{10}$/, ''), INCOMPLETE],
  ['another signature', (all) => change(all, /Signature=.{64}/, `Signature=${'0'.repeat(64)}`), WRONG],
  ['a header that was changed', (all) => ({ ...all, 'content-type': 'application/x-amz-json-1.1' }), WRONG],
  ['a header that is gone', (all) => change(all, /SignedHeaders=content-type;/, 'SignedHeaders='), WRONG],
  ['a body that says it is not signed', (all) => ({ ...all, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }), WRONG],
  [
    'a host that is not signed',
    (all) => change(all, /;host/, ''),
    ['InvalidSignatureException', "'host' must be a 'SignedHeader' in the AWS Authorization."],
  ],
  [
    "a header of AWS's that is not signed",
    (all) => ({ ...all, 'x-amz-target': 'x' }),
    ['InvalidSignatureException', "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization."],
  ],
  [
    'the day before in the scope',
    (all) => change(all, /\/\d{8}\//, '/20010101/'),
    ['InvalidSignatureException', expect.stringMatching(/^Date in Credential scope does not match YYYYMMDD/)],
  ],
])('%s is refused (choice: signatures)', async (_what, spoil, answer) => {
  expect(await send(spoil(await sign(BODY)), BODY)).toEqual(answer);
});

test('a query, which nothing here signs, is no part of any call (choice: signatures)', async () => {
  const headers = { 'x-amz-target': 'secretsmanager.GetSecretValue' };
  const response = await fetch(`${emulator.endpoint}/?x=1`, { method: 'POST', headers, body: '{}' });
  expect([response.status, response.headers.get('x-amzn-errortype')]).toEqual([404, 'UnknownOperationException']);
});

test('another service is refused (choice: signatures)', async () => {
  const answer = ['InvalidSignatureException', "Credential should be scoped to correct service: 'rds-data'."];
  expect(await send(await sign(BODY, 's3'), BODY)).toEqual(answer);
});

test('an unsigned payload is refused, signed as it may be (choice: signatures)', async () => {
  expect(await send(await sign(BODY, 'rds-data', { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }), BODY)).toEqual(WRONG);
});

test('the body counts to the byte, even where it decodes to the same text (choice: signatures)', async () => {
  expect(await send(await sign(BODY), BODY.replace('é', 'e'))).toEqual(WRONG);
  expect(await send(await sign(BODY), `${BODY} `)).toEqual(WRONG);
  const [start = '', end = ''] = BODY.split('é');
  // Neither is UTF-8: both bytes become the sign for "no character", which is what was signed.
  const broken = Buffer.concat([Buffer.from(start), Buffer.from([0xff]), Buffer.from(end)]);
  expect(await send(await sign(`${start}\uFFFD${end}`), broken)).toEqual(WRONG);
});

test('credentials are read from one variable, which is not shown when it is wrong', () => {
  const read = (text: string): unknown => readCredentials({ EMULATOR_CREDENTIALS: text });
  expect(read('any')).toBeUndefined();
  expect(read('local:local')).toEqual({ accessKeyId: 'local', secretAccessKey: 'local', region: 'us-east-1' });
  expect(read('AKID:a/b+c=@eu-west-1')).toEqual({
    accessKeyId: 'AKID',
    secretAccessKey: 'a/b+c=',
    region: 'eu-west-1',
  });
  expect(() => read('s3cret')).toThrow(/EMULATOR_CREDENTIALS: credentials are access-key-id:(?!.*s3cret)/);
});
