// GetSecretValue, as the SDK decodes it and as it goes over the wire (AWS JSON 1.1).
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createEmulator, type Call, type Emulator } from '../../../emulator/index.ts';
import { findProgram, runProgram } from '../../clients/support/programs.ts';
import { failureOf } from '../../support/failure.ts';

const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/db-login-AbCdEf';
const OTHER_ARN = 'arn:aws-cn:secretsmanager:cn-north-1:210987654321:secret:rds!cluster-5f1d-Zz09aA';

let emulator: Emulator;
let client: SecretsManagerClient;
const calls: Call[] = [];
beforeAll(async () => {
  const config = { host: '127.0.0.1', port: 0, databaseUrl: inject('databaseUrl'), secretArn: SECRET_ARN };
  emulator = await createEmulator(config, { called: (call) => calls.push(call) });
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  client = new SecretsManagerClient({ endpoint: emulator.endpoint, region: 'eu-west-1', credentials });
});
afterAll(() => emulator.stop());

test.each([
  [SECRET_ARN, SECRET_ARN, 'shop/db-login'],
  ['shop/db-login', SECRET_ARN, 'shop/db-login'],
  [OTHER_ARN, OTHER_ARN, 'rds!cluster-5f1d'],
])('%s finds the credentials of the database', async (SecretId, ARN, Name) => {
  const url = new URL(inject('databaseUrl'));
  const answer = await client.send(new GetSecretValueCommand({ SecretId, VersionStage: 'AWSCURRENT' }));
  expect(answer).toMatchObject({ ARN, Name, VersionStages: ['AWSCURRENT'] });
  expect(answer.CreatedDate).toBeInstanceOf(Date);
  expect(JSON.parse(answer.SecretString ?? '')).toEqual({
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    engine: 'mysql',
    host: url.hostname,
    port: Number(url.port || 3306),
  });
  expect(calls).toEqual([]);
});

test.each([
  [{ SecretId: 'shop/other' }, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret."],
  [
    { SecretId: SECRET_ARN, VersionStage: 'AWSPREVIOUS' },
    'ResourceNotFoundException',
    "Secrets Manager can't find the specified secret value for staging label: AWSPREVIOUS",
  ],
  [
    { SecretId: SECRET_ARN, VersionId: 'a'.repeat(32) },
    'ResourceNotFoundException',
    `Secrets Manager can't find the specified secret value for VersionId: ${'a'.repeat(32)}`,
  ],
  [{ SecretId: 'arn:aws:rds:eu-west-1:123456789012:cluster:c' }, 'ValidationException', 'Invalid name. Must be'],
  [{ SecretId: '' }, 'ValidationException', 'Member must have length greater than or equal to 1'],
  [{ SecretId: 'a'.repeat(2049) }, 'ValidationException', 'Member must have length less than or equal to 2048'],
  [
    { SecretId: undefined },
    'ValidationException',
    "at 'secretId' failed to satisfy constraint: Member must not be null",
  ],
])('%j is refused with %s (choice: secrets-manager)', async (input, name, message) => {
  const failure = await failureOf(client.send(new GetSecretValueCommand(input)));
  expect(failure).toEqual({ name, message: expect.stringContaining(message) as string });
});

describe('on the wire', () => {
  const post = (body: string, headers: Record<string, string>): Promise<Response> =>
    fetch(emulator.endpoint, { method: 'POST', body, headers });
  const GET = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'secretsmanager.GetSecretValue' };

  test('an error has its name in the body, and a request id', async () => {
    const response = await post('{"SecretId":"nope"}', GET);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[\da-f-]{36}$/);
    expect(await response.text()).toBe(
      `{"__type":"ResourceNotFoundException","Message":"Secrets Manager can't find the specified secret."}`,
    );
  });

  test.each([
    ['another operation', { ...GET, 'x-amz-target': 'secretsmanager.ListSecrets' }, 400, 'UnknownOperationException'],
    ['a web page', { ...GET, origin: 'http://example.com' }, 403, 'closed'],
    [
      'a signature for another service',
      {
        ...GET,
        authorization: `AWS4-HMAC-SHA256 Credential=a/20250101/r/rds-data/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
      },
      403,
      'secretsmanager',
    ],
    ['no target', { 'content-type': GET['content-type'] }, 404, 'is no operation'],
  ])('%s is refused', async (_what, headers, status, text) => {
    const response = await post('{"SecretId":"shop/db-login"}', headers);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(text === 'closed' ? 'web pages are refused' : text);
  });
});

const python = findProgram('python3', ['-c', 'import boto3'], 'Install it with: apt-get install python3-boto3');
describe.skipIf(python === undefined)('boto3', () => {
  test.each([
    [SECRET_ARN, 'username,password,engine,host,port'],
    ['nope', "ResourceNotFoundException Secrets Manager can't find the specified secret."],
  ])('get_secret_value of %s', async (id, printed) => {
    const program = `
import boto3, json, sys
client = boto3.client('secretsmanager', endpoint_url=sys.argv[1])
try:
    print(','.join(json.loads(client.get_secret_value(SecretId=sys.argv[2])['SecretString'])))
except client.exceptions.ResourceNotFoundException as error:
    print(error.response['Error']['Code'], error.response['Error']['Message'])
`;
    const { stdout, stderr } = await runProgram(python ?? '', ['-c', program, emulator.endpoint, id]);
    expect({ stdout, stderr }).toEqual({ stdout: `${printed}\n`, stderr: '' });
  });
});
