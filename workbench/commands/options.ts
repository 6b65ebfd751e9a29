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
    new Option('--engine <engine>', 'auto, mysql, mariadb, docker, a mysql:// URL, or the path of a mysqld or mariadbd')
      .env('WORKBENCH_ENGINE')
      .default('auto'),
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
 * @param otherwise what there is without a schema.
 */
export function addFillOptions(command: Command, otherwise: string): Command {
  return command
    .option('--schema <path...>', `files or folders of SQL to fill the database with (default: ${otherwise})`)
    .option('--database <name>', 'the name of the database')
    .addOption(
      new Option('--clusters <file>', 'a list of clusters and secrets, see docs/clusters.md').env('EMULATOR_CLUSTERS'),
    )
    .option('--mask-values', 'keep no values in the record of calls, and show none');
}

/** Adds the option that makes a transaction that was left open count. */
export function addLeakOption(command: Command): Command {
  return command.option('--fail-on-leak', 'fail where a transaction was left open');
}

/** Adds the option that says what becomes of its data. */
export function addDataOption(command: Command): Command {
  return command.addOption(
    new Option('--data <folder>', 'keep the data in this folder (default: thrown away)').env('WORKBENCH_DATA'),
  );
}

/** Adds the option that makes signatures count. */
export function addSignatureOption(command: Command): Command {
  return command.option(
    '--verify-signatures',
    'check signatures, with EMULATOR_CREDENTIALS or what is printed (default: any signature or none will do)',
  );
}

/** Adds the options that say where the emulator listens. */
export function addListenOptions(command: Command): Command {
  return command
    .addOption(new Option('--host <address>', 'address to listen on').env('EMULATOR_HOST').default('127.0.0.1'))
    .addOption(
      new Option('--port <port>', 'port to listen on, 0 for any free one')
        .env('EMULATOR_PORT')
        .default(8080)
        .argParser(parsePort),
    );
}

function parsePort(text: string): number {
  try {
    return toPort(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/** @throws InvalidArgumentError for anything but a number from 1 to 10000. */
export function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= MAX_COUNT) return count;
  throw new InvalidArgumentError(`a count is a number from 1 to ${MAX_COUNT}, got "${text}"`);
}

/** The forms in which `status` tells what is up. */
export const STATUS_FORMATS = ['text', 'env', 'json'] as const;
