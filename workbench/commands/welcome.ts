import pc from 'picocolors';
import type { Database } from '../database/database.ts';
import { describeDatabase } from '../database/describe-database.ts';
import { toExportLines, toUnsetLine } from '../environment.ts';
import { IS_CLONE } from '../package-root.ts';
import type { ServedWorkbench } from '../served/start-served-workbench.ts';

const MARIADB_NOTE = `
               SQL that only MySQL 8 has (->, LATERAL, AS new ...) fails here: --engine mysql has it`;

/**
 * @param data the folder that keeps the data, if one does.
 * @returns what a person wants to know of a workbench that has just started, and what to do next.
 */
export function welcome(workbench: ServedWorkbench, data: string | undefined): string {
  const { database, endpoint, environment, isResettable } = workbench;
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

${IS_CLONE ? nextInClone(endpoint) : NEXT_IN_PROJECT}

Every call is shown below. Ctrl-C ends it all.
`;
}

function toFate(database: Database, data: string | undefined): string {
  if (data !== undefined) return `kept in ${data}`;
  return database.keepsData ? 'stay on that server' : 'thrown away at the end';
}

/** A secret of the user's own is not for a terminal, which is recorded or shared. */
const withoutSecret = (line: string): string =>
  line.replace(/(SECRET_ACCESS_KEY=)(?!local$).*/, '$1...   # that of EMULATOR_CREDENTIALS');

const NEXT_IN_PROJECT = `Next, in another terminal:

  eval "$(npx workbench status -o env)"   the lines above, for your own code
  npx workbench run FILE                  a handler of yours, once

With your own tables: npx workbench start --schema FILE`;

const nextInClone = (endpoint: string): string => `Next, in another terminal of this folder:

  npm run lambda-rds       the original handler, over a MySQL connection
  npm run lambda-dataapi   the skeleton, yours to fill in
  npm run check            whether it does what the original does, and what to do next
  npm run solution         the refactored handler, over the Data API
  npm run solution-batch   the stretch goal: many employees, in batches of 50

Each is a function, too, for version 2 of the AWS CLI with the lines above:

  aws lambda invoke --endpoint-url ${endpoint} --region us-east-1 \\
    --function-name lambda-rds --cli-binary-format raw-in-base64-out \\
    --payload '{"EmpId":4,"EmpName":"Barbara Liskov"}' answer.json`;
