import { parse } from 'lossless-json';
import { readFileSync } from 'node:fs';
import { InvalidSettingError } from '../invalid-setting-error.ts';
import { isClusterArn, isSecretArn } from './arns.ts';
import type { ClusterList, ListedCluster, ListedSecret } from './cluster-list.ts';
import { readDatabaseUrl } from './database-url.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the file that lists clusters and secrets, each under its ARN.
 *
 * @throws InvalidSettingError which says where in the file something is not as it should be.
 */
export function readClusterList(file: string): ClusterList {
  const list = toObject(readJson(file), file, ['clusters', 'secrets']);
  const clusters = toObject(list['clusters'] ?? {}, 'clusters');
  const secrets = toObject(list['secrets'] ?? {}, 'secrets');
  return {
    clusters: new Map(Object.entries(clusters).map(([arn, value]) => [toClusterArn(arn), toCluster(value, arn)])),
    secrets: new Map(Object.entries(secrets).map(([arn, value]) => [toSecretArn(arn), toSecret(value, arn)])),
  };
}

function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new InvalidSettingError(`${file} is not JSON at ${findFault(text)}`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InvalidSettingError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * The message of JSON.parse quotes what is around the fault, which can be a password, and often does not tell the place.
 * Another parser's tells it, always at the end.
 */
function findFault(text: string): string {
  try {
    parse(text, undefined, { onDuplicateKey: ({ newValue }) => newValue });
  } catch (error) {
    const position = / at position (\d+)$/.exec(String(error))?.[1];
    if (position !== undefined) return describePlace(text.slice(0, Number(position)));
  }
  return 'an unknown place';
}

function describePlace(textBefore: string): string {
  const lines = textBefore.split('\n');
  return `line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}

function toCluster(value: unknown, arn: string): ListedCluster {
  const { url, dataApi, instance, databases } = toObject(value, arn, ['url', 'dataApi', 'instance', 'databases']);
  return {
    ...(url === undefined ? {} : { url: toUrl(url, arn) }),
    dataApi: toBoolean(dataApi, `${arn}: dataApi`),
    instance: toBoolean(instance, `${arn}: instance`),
    ...(databases === undefined ? {} : { databases: toNames(databases, `${arn}: databases`) }),
  };
}

function toUrl(url: unknown, arn: string): string {
  if (typeof url !== 'string') throw new InvalidSettingError(`${arn}: url is a text, mysql://host:port`);
  try {
    const { user, password } = readDatabaseUrl(url);
    if (user === '' && password === '') return url;
  } catch (error) {
    throw new InvalidSettingError(`${arn}: url: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new InvalidSettingError(`${arn}: url: user and password belong into a secret, not here`);
}

/** A secret can be anything in AWS, too: whether it is of use shows when it is used. */
function toSecret(value: unknown, arn: string): ListedSecret {
  if (typeof value === 'string' || value === true) return value;
  return JSON.stringify(toObject(value, arn));
}

function toClusterArn(text: string): string {
  if (isClusterArn(text)) return text;
  throw new InvalidSettingError(`clusters: an ARN is arn:aws:rds:REGION:ACCOUNT:cluster:NAME, got ${text}`);
}

function toSecretArn(text: string): string {
  if (isSecretArn(text)) return text;
  throw new InvalidSettingError(`secrets: an ARN is arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME, got ${text}`);
}

function toObject(value: unknown, place: string, members?: readonly string[]): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidSettingError(`${place} is an object in braces`);
  }
  const unknown = Object.keys(value).find((name) => members !== undefined && !members.includes(name));
  if (unknown === undefined) return value as Json;
  throw new InvalidSettingError(`${place} has ${members?.join(', ')}; it does not have ${unknown}`);
}

/** True where nothing is said. */
function toBoolean(value: unknown, place: string): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? true;
  throw new InvalidSettingError(`${place} is true or false`);
}

function toNames(value: unknown, place: string): readonly string[] {
  if (Array.isArray(value) && value.every((name) => typeof name === 'string')) return value;
  throw new InvalidSettingError(`${place} is a list of names`);
}
