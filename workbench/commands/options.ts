import { existsSync } from 'node:fs';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { toPort } from '../../emulator/settings.ts';

const MAX_COUNT = 10_000;

/** What the commands that start a database are told. */
export interface EngineOptions {
  readonly engine: string;
  readonly data?: string;
}

/** Adds the option that says where the database comes from. */
export function addEngineOption(command: Command): Command {
  return command.addOption(
    withVariable(
      'WORKBENCH_ENGINE',
      new Option(
        '--engine <engine>',
        'where the database comes from: auto, mysql, mariadb, docker, a mysql:// URL, or the path of a mysqld or mariadbd',
      ).default('auto'),
    ),
  );
}

/** What the commands that fill a database are told; `undefined` is what Commander gives without an option. */
export interface FillOptions {
  readonly schema?: readonly string[];
  readonly database?: string;
  readonly clusters?: string;
  readonly maskValues?: boolean;
}

/**
 * Adds the options that say what the database is filled with and what is told of it.
 *
 * @param otherwise what there is without them, for a person.
 */
export function addFillOptions(command: Command, { schema, database }: { schema: string; database: string }): Command {
  return command
    .option(
      '--schema <path...>',
      `SQL files, or folders of them, to fill the database with (default: ${schema})`,
      parsePaths,
    )
    .option('--database <name>', `name of the database (default: ${database})`)
    .addOption(
      withVariable(
        'EMULATOR_CLUSTERS',
        new Option(
          '--clusters <file>',
          'JSON file that lists clusters and secrets, see docs/clusters.md (default: any ARNs will do)',
        ).argParser(parsePath),
      ),
    )
    .option('--mask-values', 'show and keep no values of parameters, results and SQL');
}

/** Adds the option that makes a transaction that was left open count. */
export function addLeakOption(command: Command): Command {
  return command.option('--fail-on-leak', 'exit with 1 where a transaction was left open');
}

/** Adds the option that says what becomes of its data. */
export function addDataOption(command: Command): Command {
  return command.addOption(
    withVariable(
      'WORKBENCH_DATA',
      new Option('--data <folder>', 'folder that keeps the data (default: they are thrown away at the end)'),
    ),
  );
}

/** Adds the option that makes signatures count. */
export function addSignatureOption(command: Command): Command {
  return command.option(
    '--verify-signatures',
    'check signatures, with the credentials of EMULATOR_CREDENTIALS, else with those that are printed (default: any request will do)',
  );
}

/** Adds the options that say where the emulator listens. */
export function addListenOptions(command: Command): Command {
  return command
    .addOption(
      withVariable(
        'EMULATOR_HOST',
        new Option('--host <address>', 'address to listen on').default('127.0.0.1').argParser(parseHost),
      ),
    )
    .addOption(
      withVariable(
        'EMULATOR_PORT',
        new Option('--port <port>', 'port to listen on, 0 for any free one').default(8080).argParser(parsePort),
      ),
    );
}

/** Lets a variable stand for an option. One that is empty is as good as none, as it is for the emulator. */
function withVariable(name: string, option: Option): Option {
  return process.env[name] === '' ? option : option.env(name);
}

/** @throws InvalidArgumentError for nothing, which means all addresses to Node.js. */
function parseHost(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('is an address of this machine, got ""');
}

function parsePort(text: string): number {
  try {
    return toPort(text);
  } catch (error) {
    // Commander names the option before it.
    throw new InvalidArgumentError((error as Error).message.replace('a port ', ''));
  }
}

/** @throws InvalidArgumentError for anything but a number from 1 to 10000. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= MAX_COUNT) return count;
  throw new InvalidArgumentError(`is a number from 1 to ${MAX_COUNT}, got "${text}"`);
}

/** @throws InvalidArgumentError for a path where nothing is. */
export function parsePath(path: string): string {
  if (existsSync(path)) return path;
  throw new InvalidArgumentError(`${path}: there is no such file or folder (seen from ${process.cwd()})`);
}

/** The same for an option that takes several. */
export function parsePaths(path: string, before: readonly string[] = []): readonly string[] {
  return [...before, parsePath(path)];
}

/** @throws InvalidArgumentError for what cannot be a module. */
export function parseHandlerFile(path: string): string {
  if (/\.[cm]?[jt]s$/.test(parsePath(path))) return path;
  throw new InvalidArgumentError(`${path}: a handler is a TypeScript or JavaScript file`);
}

/** @throws InvalidArgumentError for `@file` where there is none. */
export function parseEvent(text: string): string {
  if (text.startsWith('@')) parsePath(text.slice(1));
  return text;
}

/** Adds the option that says which workbench a command is for. */
export function addEndpointOption(command: Command): Command {
  return command.option(
    '--endpoint <url>',
    'address of the workbench (default: that of AWS_ENDPOINT_URL_RDS_DATA, else the one that was started last)',
  );
}

/** The forms in which `status` tells what is up. */
export const STATUS_FORMATS = ['text', 'env', 'json'] as const;
