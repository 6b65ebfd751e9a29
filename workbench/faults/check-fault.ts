import type { AutoPauseSettings } from '../../emulator/index.ts';
import { EXCEPTION_NAMES, OPERATION_NAMES } from '../../emulator/settings.ts';
import { checkMembers, checkObject, integer, listOf, number, oneOf, pattern, text, type Check } from './checks.ts';
import type { FaultKind, FaultSettings } from './fault.ts';

type Checks = Readonly<Record<string, Check>>;
interface Members {
  readonly required?: Checks;
  readonly optional?: Checks;
}

/** Longer than any SDK waits. */
const MAX_DELAY_MS = 300_000;
const MAX_COUNT = 1_000_000;
const MAX_SEED = 2 ** 32 - 1;
const DAY_SECONDS = 86_400;

/** The members that each kind has of its own. */
const KINDS: Readonly<Record<FaultKind['kind'], Members>> = {
  exception: { required: { exception: oneOf(...EXCEPTION_NAMES) }, optional: { message: text } },
  latency: { required: { ms: number(0, MAX_DELAY_MS) }, optional: { jitterMs: number(0, MAX_DELAY_MS) } },
  throttle: { required: { perSecond: integer(0, MAX_COUNT) } },
  drop: { required: { when: oneOf('before', 'after') } },
  truncate: {},
  'kill-connection': {},
  'data-api-off': {},
  'rotate-secret': {},
};

const PROFILED: Members = { required: { profile: oneOf('aws') } };

const SCOPE: Checks = {
  operations: listOf(oneOf(...OPERATION_NAMES)),
  sql: pattern,
  probability: number(0, 1),
  times: integer(1, MAX_COUNT),
};

/** The kinds of faults that there are. */
export const FAULT_KINDS = Object.keys(KINDS) as readonly FaultKind['kind'][];

/**
 * @param order as a caller gives it, whatever it is.
 * @returns the same; a pattern for SQL that is a regular expression becomes its text.
 * @throws InvalidFaultError which names the member that is wrong, and what it may be.
 */
export function checkFault(order: unknown): FaultSettings {
  checkObject(order);
  const value = order['sql'] instanceof RegExp ? { ...order, sql: order['sql'].source } : order;
  const { kind } = value;
  const isKind = oneOf(...FAULT_KINDS);
  isKind(kind, 'kind');
  const isProfiled = kind === 'latency' && Object.hasOwn(value, 'profile');
  const { required, optional } = isProfiled ? PROFILED : KINDS[kind as FaultKind['kind']];
  return checkMembers(value, { kind: isKind, ...required }, { ...optional, ...SCOPE }) as FaultSettings;
}

/** @throws InvalidFaultError as `checkFault` does. */
export function checkSeed(value: unknown): number {
  return (checkMembers(value, { seed: integer(0, MAX_SEED) }) as { seed: number }).seed;
}

/** @throws InvalidFaultError as `checkFault` does. */
export function checkAutoPause(
  value: unknown,
): Pick<AutoPauseSettings, 'autoPauseSeconds'> & Partial<AutoPauseSettings> {
  // After no time at all it would sleep again before anybody could use it.
  const idle = number(1, DAY_SECONDS);
  const idleOrNull: Check = (value, name) => {
    if (value !== null) idle(value, name);
  };
  return checkMembers(
    value,
    { autoPauseSeconds: idleOrNull },
    { resumeSeconds: number(0, DAY_SECONDS) },
  ) as AutoPauseSettings;
}
