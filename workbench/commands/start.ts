import pc from 'picocolors';
import { describeExposure, readCredentials } from '../../emulator/settings.ts';
import { describeLeaks } from '../calls/describe-leaks.ts';
import { LOCAL_CREDENTIALS, toExportLines, toUnsetLine } from '../environment.ts';
import type { Database } from '../database/start-database.ts';
import { describeDatabase } from '../describe-database.ts';
import { formatCall } from '../format-call.ts';
import { formatInvocation } from '../format-invocation.ts';
import { createProgress } from '../progress.ts';
import { announceWorkbench } from '../running-workbench.ts';
import { startWorkbench, type Workbench } from '../start-workbench.ts';
import { untilStopped } from '../until-stopped.ts';
import type { EngineOptions, FillOptions } from './options.ts';

interface StartOptions extends EngineOptions, FillOptions {
  readonly host: string;
  readonly port: number;
  readonly failOnLeak?: boolean;
  readonly verifySignatures?: boolean;
}

/** `start`: database and emulator, until Ctrl-C; every call is shown as it comes. */
export async function start(options: StartOptions): Promise<void> {
  const { data, database: databaseName, failOnLeak = false, verifySignatures = false, ...given } = options;
  const progress = createProgress();
  try {
    // Until it is up, a signal ends the process as usual: the database notices and ends, too.
    const workbench = await startWorkbench({
      ...given,
      credentials: readCredentials(process.env) ?? (verifySignatures ? LOCAL_CREDENTIALS : undefined),
      dataFolder: data,
      databaseName,
      progress: progress.step,
      called: (call, { request }) => console.log(formatCall(call, request)),
      invoked: (invocation, leaks) => {
        console.log(formatInvocation(invocation));
        if (leaks.length > 0) console.log(pc.yellow(describeLeaks(leaks)));
      },
    });
    const stopped = untilStopped();
    const { endpoint, environment } = workbench;
    const database = describeDatabase(workbench.database);
    const withdraw = await announceWorkbench({ endpoint, environment, database });
    progress.done();
    console.log(welcome(workbench, data));
    const exposure = describeExposure(given.host);
    if (exposure !== undefined) console.error(`${pc.bold(pc.red(exposure))}\n`);
    try {
      await stopped;
    } finally {
      await withdraw();
      const leaks = await workbench.stop();
      if (leaks.length > 0) console.error(pc.yellow(describeLeaks(leaks)));
      if (leaks.length > 0 && failOnLeak) process.exitCode = 1;
    }
  } finally {
    progress.done();
  }
}

const MARIADB_NOTE = `
               SQL that only MySQL 8 has (->, LATERAL, AS new ...) fails here: --engine mysql has it`;

/** A secret of the user's own is not for a terminal, which is recorded or shared. */
const withoutSecret = (line: string): string =>
  line.replace(/(SECRET_ACCESS_KEY=)(?!local$).*/, '$1...   # that of EMULATOR_CREDENTIALS');

function toFate(database: Database, data: string | undefined): string {
  if (data !== undefined) return `kept in ${data}`;
  return database.keepsData ? 'stay on that server' : 'thrown away at the end';
}

function welcome({ database, endpoint, environment, isResettable }: Workbench, data: string | undefined): string {
  const note = isResettable ? '' : `\n               ${environment['DB_NAME']} was there before, and is not reset`;
  return `
${pc.bold('The RDS Data API is up')} on ${pc.cyan(endpoint)}

  Database     ${describeDatabase(database)}
               data ${toFate(database, data)}${note}${database.product === 'MySQL' ? '' : MARIADB_NOTE}
  Cluster ARN  ${environment['DB_CLUSTER_ARN']}
  Secret ARN   ${environment['DB_SECRET_ARN']}

For your own code, in another terminal:

${toExportLines(environment)
  .map((line) => `  ${withoutSecret(line)}`)
  .join('\n')}

And to talk to AWS again, with the ARNs of a cluster there (docs/aws.md):

  ${toUnsetLine(environment)}

Next, in another terminal of this folder:

  npm run lambda-rds       the original handler, over a MySQL connection
  npm run lambda-dataapi   the skeleton, yours to fill in
  npm run check            whether it does what the original does, and what to do next
  npm run solution         the refactored handler, over the Data API
  npm run solution-batch   the stretch goal: many employees, in batches of 50

Each is a function, too: aws lambda invoke --function-name lambda-rds --payload ... --endpoint-url ${endpoint} OUT

Every call is shown below. Ctrl-C ends it all.
`;
}
