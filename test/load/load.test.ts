// The short form of `npm run load`: many clients, all operations, and the database dies twice.
import { expect, test } from 'vitest';
import { rehearse } from './rehearse.ts';

test(
  'nothing that was acknowledged is lost, nothing else is there, and nothing is left',
  { timeout: 90_000 },
  async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const engine = process.env['WORKBENCH_ENGINE'] === 'mysql' ? 'mysql' : 'mariadb';
    const report = await rehearse({ engine, seed, clients: 16, seconds: 12, restarts: 2 });
    console.log(
      `seed ${seed}\n${report.tally.lines().join('\n')}\n${JSON.stringify(report.units)}\n${JSON.stringify(report.looks)}`,
    );
    expect(report.faults).toEqual([]);
    expect(report.restarts).toBe(2);
    expect(report.units.present).toBeGreaterThan(100);
  },
);
