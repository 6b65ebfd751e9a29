import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A workbench as a process of its own, started as a person does. */
export interface BuiltWorkbench extends AsyncDisposable {
  readonly endpoint: string;
  readonly pid: number;
  /** From the start of the process to the answer to a first statement. */
  readonly firstAnswerMs: number;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** As the image runs it. */
export const BUILT = ['node', '--max-semi-space-size=4', 'dist/workbench/main.js', 'start'];
/** Node.js reads the certificates of a company before anything else: a third of a start that is none of ours. */
const ENV = { ...process.env, NODE_EXTRA_CA_CERTS: undefined };
const ENDPOINT = /is up on (http:\S+)/;
const FIRST_CALL = JSON.stringify({
  resourceArn: 'arn:aws:rds:us-east-1:123456789012:cluster:benchmark',
  secretArn: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:benchmark-AbCdEf',
  database: 'EmployeeDB',
  sql: 'SELECT 1',
});

/**
 * @param command that starts it, without its options.
 * @throws Error where it ends before it is up.
 */
export async function startBuilt(
  [program = '', ...command]: readonly string[],
  engine: string,
): Promise<BuiltWorkbench> {
  const started = performance.now();
  const args = [...command, '--engine', engine, '--port', '0'];
  // A group of its own: npm and its shell pass no signal on.
  const child = spawn(program, args, { cwd: ROOT, env: ENV, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const { pid = 0 } = child;
  const ended = once(child, 'exit');
  const endpoint = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (ENDPOINT.test(output)) return;
      output += String(chunk);
      const [, found] = ENDPOINT.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`${program} ${args.join(' ')} ended: ${output}`)));
  });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${endpoint}/Execute`, { method: 'POST', headers, body: FIRST_CALL });
  await response.text();
  return {
    endpoint,
    pid,
    firstAnswerMs: performance.now() - started,
    async [Symbol.asyncDispose]() {
      process.kill(-pid, 'SIGINT');
      await ended;
    },
  };
}
