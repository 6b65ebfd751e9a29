import { toCommandLine } from './command-line.ts';
import type { Environment } from '../environment.ts';
import type { Greeting } from '../http/greeting.ts';
import { listRunningWorkbenches } from './running-workbench.ts';
import { WORKBENCH_PATH } from '../workbench-path.ts';

/** A workbench that answers. */
export interface FoundWorkbench {
  readonly endpoint: string;
  /** The database behind it, one line for a person. */
  readonly database: string;
  /** Every variable that a handler and its SDK need. */
  readonly environment: Environment;
}

/** Something else answers there. */
export class NoWorkbenchError extends Error {}
/** What this terminal was told by an earlier workbench is out of date. */
export class StaleEnvironmentError extends Error {}

const TIME_LIMIT_MS = 5_000;

/**
 * Finds the workbench that a command is for: the one that `--endpoint` names, else the one that the environment names, as it
 * does below `exec`, else the one that was started last.
 *
 * @throws Error that tells the next move where there is none, or what is named is none: NoWorkbenchError, StaleEnvironmentError.
 */
export async function findWorkbench(endpoint?: string): Promise<FoundWorkbench> {
  if (endpoint !== undefined) return askAbout(endpoint);
  const named = process.env['AWS_ENDPOINT_URL_RDS_DATA'];
  if (!named) return findLatestWorkbench();
  return askAbout(named).catch((error: unknown) => {
    if (error instanceof NoWorkbenchError) throw error;
    throw new StaleEnvironmentError(
      `The environment of this terminal names a workbench that is no longer there (AWS_ENDPOINT_URL_RDS_DATA=${named}). ` +
        `Run: eval "$(${toCommandLine('status -o env')})"`,
      { cause: error },
    );
  });
}

/** Finds the workbench that was started last; where there are others, it says so on standard error. @throws Error */
async function findLatestWorkbench(): Promise<FoundWorkbench> {
  const running = await listRunningWorkbenches();
  const [latest] = running;
  if (latest === undefined) {
    throw new Error(`No workbench is up. Start one in another terminal: ${toCommandLine('start')}`);
  }
  if (running.length > 1) {
    console.error(
      `${running.length} workbenches are up; commands without --endpoint are for the latest: ${latest.endpoint}`,
    );
  }
  return askAbout(latest.endpoint);
}

async function askAbout(text: string): Promise<FoundWorkbench> {
  const endpoint = toEndpoint(text);
  const response = await fetch(`${endpoint}${WORKBENCH_PATH}/about`, {
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  }).catch((error: unknown) => {
    const limit = error instanceof DOMException ? ` within ${TIME_LIMIT_MS / 1000} s` : '';
    throw new Error(`Nobody answers at ${endpoint}${limit}`, { cause: error });
  });
  const answer = (await response.json().catch(() => undefined)) as Partial<Greeting> | null | undefined;
  const { server: database, environment } = answer ?? {};
  if (typeof database !== 'string' || typeof environment !== 'object') {
    throw new NoWorkbenchError(`${endpoint} is no workbench`);
  }
  return { endpoint, database, environment: await withSecretKey(environment) };
}

/** A secret key of the user's own is in a file that only this user can read, and not in what a workbench tells anybody. */
async function withSecretKey(told: Environment): Promise<Environment> {
  if (told['AWS_SECRET_ACCESS_KEY'] !== undefined) return told;
  const running = await listRunningWorkbenches();
  const isTold = (name: string, { environment }: FoundWorkbench): boolean => environment[name] === told[name];
  const same = running.find((each) => isTold('AWS_ENDPOINT_URL_RDS_DATA', each) && isTold('AWS_ACCESS_KEY_ID', each));
  if (same !== undefined) return same.environment;
  console.error(
    `${told['AWS_ENDPOINT_URL_RDS_DATA']} wants a secret key that it tells nobody: export AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY`,
  );
  return told;
}

function toEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin;
  throw new NoWorkbenchError(`${text} is no URL, write http://127.0.0.1:8080`);
}
