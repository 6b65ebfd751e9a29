// The template for AWS, checked offline: against CloudFormation's resource specification, and by cfn-lint where it is.
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse, type ScalarTag, type CollectionTag } from 'yaml';
import { findProgram, runProgram } from '../clients/support/programs.ts';

const FILE = 'handler/template.yaml';

interface Template {
  readonly Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
  readonly Outputs: Record<string, { Value: unknown }>;
}

/** `!Ref` and its like, as the objects that they stand for. */
const TAGS: (ScalarTag | CollectionTag)[] = [
  { tag: '!Ref', resolve: (text: string) => ({ Ref: text }) },
  { tag: '!GetAtt', resolve: (text: string) => ({ 'Fn::GetAtt': text }) },
  { tag: '!GetAZs', resolve: (text: string) => ({ 'Fn::GetAZs': text }) },
  { tag: '!Select', collection: 'seq', resolve: () => ({ 'Fn::Select': [] }) },
];

let template: Template;
const spec = loadAwsServiceSpecSync();
beforeAll(async () => (template = parse(await readFile(FILE, 'utf8'), { customTags: TAGS }) as Template));

function specOf(type: string) {
  const [found] = spec.lookup('resource', 'cloudFormationType', 'equals', type);
  if (found === undefined) throw new Error(`CloudFormation has no ${type}`);
  return found;
}

/** Every value of an object anywhere in a tree that has this key. */
function valuesOf(tree: unknown, key: string): string[] {
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([name, value]) => (name === key ? [String(value)] : valuesOf(value, key)));
}

test('every resource has the properties of its type, and those that it needs', () => {
  for (const [name, { Type, Properties }] of Object.entries(template.Resources)) {
    const known = specOf(Type).properties;
    const required = Object.keys(known).filter((property) => known[property]?.required);
    const given = Object.keys(Properties);
    expect({ name, unknown: given.filter((property) => !(property in known)) }).toEqual({ name, unknown: [] });
    expect({ name, missing: required.filter((property) => !given.includes(property)) }).toEqual({ name, missing: [] });
  }
});

test('every reference leads to a resource, every attribute is one of its type', () => {
  for (const name of valuesOf(template, 'Ref')) expect(Object.keys(template.Resources)).toContain(name);
  const attributes = valuesOf(template, 'Fn::GetAtt');
  expect(attributes.length).toBeGreaterThan(4);
  for (const attribute of attributes) {
    const [name = '', ...path] = attribute.split('.');
    expect(Object.keys(specOf(template.Resources[name]?.Type ?? name).attributes)).toContain(path.join('.'));
  }
});

test('the Data API is on, and the password is nobody’s business', () => {
  expect(template.Resources['Cluster']?.Properties).toMatchObject({
    Engine: 'aurora-mysql',
    EnableHttpEndpoint: true,
    ManageMasterUserPassword: true,
    DatabaseName: 'EmployeeDB',
  });
  expect(template.Resources['Instance']?.Properties).toMatchObject({ DBInstanceClass: 'db.serverless' });
});

test('the function may use its cluster and its secret, and nothing else', () => {
  const [cluster, secret] = ['Cluster.DBClusterArn', 'Cluster.MasterUserSecret.SecretArn'];
  expect(template.Resources['Function']?.Properties['Policies']).toEqual([
    {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: [
            'rds-data:BeginTransaction',
            'rds-data:CommitTransaction',
            'rds-data:RollbackTransaction',
            'rds-data:ExecuteStatement',
            'rds-data:BatchExecuteStatement',
          ],
          Resource: { 'Fn::GetAtt': cluster },
        },
        { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: { 'Fn::GetAtt': secret } },
      ],
    },
  ]);
});

test.each(['solutions/lambda-dataapi.ts', 'solutions/lambda-dataapi-batch.ts'])(
  'the function is given the variables that %s reads',
  async (file) => {
    const names = [...(await readFile(`handler/${file}`, 'utf8')).matchAll(/process\.env\.(\w+)/g)];
    const environment = template.Resources['Function']?.Properties['Environment'] as { Variables: object } | undefined;
    expect(new Set(Object.keys(environment?.Variables ?? {}))).toEqual(new Set(names.map(([, name]) => name)));
  },
);

const cfnLint = findProgram('cfn-lint', ['--version'], 'It is on PyPI: pip install cfn-lint');
describe.skipIf(cfnLint === undefined)('cfn-lint', () => {
  test('finds nothing', async () => {
    const { code, stdout } = await runProgram(cfnLint ?? '', [FILE]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });
});
