import type { CallToDisturb, Disturbance, WorkFault } from '../../emulator/index.ts';
import { toDelayMs } from './latency.ts';
import type { Rule } from './rule.ts';

interface Effect {
  readonly delayMs?: number;
  readonly work?: WorkFault;
  readonly answer?: 'drop' | 'truncate';
}

/**
 * Asks the rules in turn what happens to a call. Delays add up; its work and its answer go wrong in one way each, and a
 * rule that comes too late for that waits for another call.
 *
 * @returns undefined where nothing does.
 */
export function toDisturbance(rules: Iterable<Rule>, call: CallToDisturb): Disturbance | undefined {
  let disturbance: Disturbance | undefined;
  for (const rule of rules) {
    const place = placeOf(rule);
    if (place !== 'delayMs' && disturbance?.[place] !== undefined) continue;
    if (!rule.happensTo(call)) continue;
    const { faults, delayMs, ...before } = disturbance ?? { faults: [], delayMs: 0 };
    const { delayMs: more = 0, ...effect } = toEffect(rule);
    const name = `${rule.id} ${rule.settings.kind}`;
    disturbance = { ...before, ...effect, faults: [...faults, name], delayMs: delayMs + more };
  }
  return disturbance;
}

function placeOf({ settings }: Rule): keyof Effect {
  if (settings.kind === 'latency') return 'delayMs';
  return settings.kind === 'truncate' || (settings.kind === 'drop' && settings.when === 'after') ? 'answer' : 'work';
}

function toEffect({ settings, random }: Rule): Effect {
  switch (settings.kind) {
    case 'latency':
      return { delayMs: toDelayMs(settings, random) };
    case 'exception': {
      const { exception, message } = settings;
      return { work: { type: 'refuse', exception, ...(message === undefined ? {} : { message }) } };
    }
    case 'throttle':
      return { work: { type: 'refuse', exception: 'ThrottlingException' } };
    case 'data-api-off':
      return { work: { type: 'refuse', exception: 'HttpEndpointNotEnabledException' } };
    case 'kill-connection':
      return { work: { type: 'killConnection' } };
    case 'rotate-secret':
      return { work: { type: 'wrongPassword' } };
    case 'drop':
      return settings.when === 'before' ? { work: { type: 'drop' } } : { answer: 'drop' };
    case 'truncate':
      return { answer: 'truncate' };
  }
}
