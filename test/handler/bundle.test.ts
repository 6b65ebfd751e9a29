// Every variant is a plain Lambda module: it bundles for Node.js, and brings nothing of this project but handler/.
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'workbench-bundle-'))));
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['lambda-rds', ['@aws-sdk/client-secrets-manager', 'mysql2'], ['@aws-sdk/client-rds-data']],
  ['lambda-dataapi', ['@aws-sdk/client-rds-data'], ['@aws-sdk/client-secrets-manager', 'mysql2']],
  ['solutions/lambda-dataapi', ['@aws-sdk/client-rds-data'], ['@aws-sdk/client-secrets-manager', 'mysql2']],
  ['solutions/lambda-dataapi-batch', ['@aws-sdk/client-rds-data'], ['@aws-sdk/client-secrets-manager', 'mysql2']],
])('%s bundles with %j and without %j', async (name, packages, others) => {
  const outfile = join(folder, `${name.replace('/', '-')}.js`);
  const options = { bundle: true, platform: 'node', outfile, metafile: true, logLevel: 'silent' } as const;
  const { metafile, warnings } = await build({ entryPoints: [`handler/${name}.ts`], ...options });
  expect(warnings).toEqual([]);
  const inputs = Object.keys(metafile.inputs);
  const ours = inputs.filter((input) => !input.startsWith('node_modules/'));
  expect(ours.every((input) => input.startsWith('handler/'))).toBe(true);
  for (const each of packages) expect(inputs.some((input) => input.startsWith(`node_modules/${each}/`))).toBe(true);
  for (const each of others) expect(inputs.some((input) => input.startsWith(`node_modules/${each}/`))).toBe(false);
  if (name === 'lambda-rds') return; // It connects when it is loaded.
  const module = createRequire(import.meta.url)(outfile) as { handler: unknown };
  expect(module.handler).toBeTypeOf('function');
});
