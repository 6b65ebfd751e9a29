import pc from 'picocolors';
import { describeExposure, readCredentials } from '../../emulator/settings.ts';
import { describeLeaks } from '../calls/describe-leaks.ts';
import { PASSWORDS, VALUES } from '../calls/mask-text.ts';
import { checkAddress } from '../terminal/check-address.ts';
import { LOCAL_CREDENTIALS } from '../environment.ts';
import { describeDatabase } from '../database/describe-database.ts';
import { endAll } from '../end-all.ts';
import { formatCall } from '../terminal/format-call.ts';
import { formatInvocation } from '../terminal/format-invocation.ts';
import { createProgress } from '../terminal/progress.ts';
import { announceWorkbench } from '../terminal/running-workbench.ts';
import { startServedWorkbench } from '../served/start-served-workbench.ts';
import { untilStopped } from '../terminal/until-stopped.ts';
import type { OpenTransaction } from '../calls/open-transactions.ts';
import type { EngineOptions, FillOptions } from './options.ts';
import { welcome } from './welcome.ts';

interface StartOptions extends EngineOptions, FillOptions {
  readonly host: string;
  readonly port: number;
  readonly failOnLeak?: boolean;
  readonly verifySignatures?: boolean;
}

/** `start`: database and emulator, until Ctrl-C; every call is shown as it comes. */
export async function start(options: StartOptions): Promise<void> {
  const { data, database: databaseName, failOnLeak = false, verifySignatures = false, ...given } = options;
  const mask = given.maskValues === true ? VALUES : PASSWORDS;
  await checkAddress(given.host, given.port);
  const progress = createProgress();
  try {
    // Until it is up, a signal ends the process as usual: the database notices and ends, too.
    const workbench = await startServedWorkbench({
      ...given,
      credentials: readCredentials(process.env) ?? (verifySignatures ? LOCAL_CREDENTIALS : undefined),
      dataFolder: data,
      databaseName,
      progress: progress.step,
      called: (call, { request }) => console.log(formatCall(call, request, mask)),
      invoked: (invocation, leaks) => {
        console.log(formatInvocation(invocation));
        if (leaks.length > 0) console.log(pc.yellow(describeLeaks(leaks)));
      },
    });
    const ends = [async () => showLeaks(await workbench.stop(), failOnLeak)];
    try {
      const stopped = untilStopped();
      const { endpoint, environment } = workbench;
      const database = describeDatabase(workbench.database);
      ends.unshift(await announceWorkbench({ endpoint, environment, database }));
      progress.done();
      console.log(welcome(workbench, data));
      const exposure = describeExposure(given.host);
      if (exposure !== undefined) console.error(`${pc.bold(pc.red(exposure))}\n`);
      await stopped;
    } finally {
      await endAll(ends);
    }
  } finally {
    progress.done();
  }
}

function showLeaks(leaks: readonly OpenTransaction[], failOnLeak: boolean): void {
  if (leaks.length === 0) return;
  console.error(pc.yellow(describeLeaks(leaks)));
  if (failOnLeak) process.exitCode = 1;
}
