import type { ClusterState } from '../../emulator/index.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultReport } from '../faults/faults.ts';

/** @returns what goes wrong on purpose, for a person: a line for the cluster, one for each fault. */
export function formatFaults({ seed, cluster, faults }: FaultReport): string {
  const lines = faults.map(formatFault);
  return [
    `Cluster  ${formatCluster(cluster)}`,
    `Seed     ${seed}`,
    ...(lines.length === 0 ? ['No faults'] : lines),
  ].join('\n');
}

/** @returns whether there is anything that a caller could be surprised by. */
export function isDisturbed({ cluster, faults }: FaultReport): boolean {
  return faults.length > 0 || cluster.state !== 'available' || cluster.autoPauseSeconds !== null;
}

/** @returns one line. */
export function formatFault({ id, kind, probability, hits, remaining, times, ...settings }: Fault): string {
  const own = Object.entries(settings).map(([name, value]) => `${name}=${String(value)}`);
  const chance = probability === 1 ? [] : [`probability=${probability}`];
  const limit = times === undefined ? '' : ` of ${times}`;
  const end = remaining === 0 ? ', over' : '';
  return [id.padEnd(4), kind, ...own, ...chance, `(happened ${hits}${limit}${end})`].join(' ');
}

/** @returns how it is with the cluster, on one line. */
export function formatCluster({ state, autoPauseSeconds, resumeSeconds, resumesInMs = 0 }: ClusterState): string {
  const pausing =
    autoPauseSeconds === null ? 'does not pause by itself' : `pauses after ${autoPauseSeconds} idle seconds`;
  const waking = state === 'resuming' ? `, awake in ${(resumesInMs / 1000).toFixed(1)} s` : '';
  return `${state}${waking}; ${pausing}; takes ${resumeSeconds} s to resume`;
}
