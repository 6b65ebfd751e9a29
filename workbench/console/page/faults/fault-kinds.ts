import type { ExceptionName, OperationName } from '../../../../emulator/text.ts';
import type { Fault } from '../../../faults/fault.ts';

/** A setting of a fault, as a field of the form. */
export interface FaultSetting {
  readonly name: string;
  readonly label: string;
  readonly type: 'number' | 'text' | 'choice';
  readonly initial: string;
  readonly choices?: readonly string[];
}

/** What can be made to go wrong, and what a handler learns by it. */
export interface FaultKind {
  readonly kind: string;
  readonly title: string;
  readonly lesson: string;
  readonly settings: readonly FaultSetting[];
  /** Sent as they are. */
  readonly fixed?: Readonly<Record<string, unknown>>;
}

const EXCEPTIONS = [
  ...['DatabaseErrorException', 'BadRequestException', 'StatementTimeoutException', 'TransactionNotFoundException'],
  ...['DatabaseResumingException', 'DatabaseUnavailableException', 'DatabaseNotFoundException'],
  ...['ThrottlingException', 'ServiceUnavailableError', 'InternalServerErrorException', 'UnsupportedResultException'],
  ...['AccessDeniedException', 'ForbiddenException', 'NotFoundException', 'HttpEndpointNotEnabledException'],
  ...['InvalidResourceStateException', 'InvalidSecretException', 'SecretsErrorException'],
] as const satisfies readonly ExceptionName[];

const number = (name: string, label: string, initial: string): FaultSetting => ({
  name,
  label,
  type: 'number',
  initial,
});

/** Each is a kind of the API, with its settings. */
export const FAULT_KINDS: readonly FaultKind[] = [
  {
    kind: 'exception',
    title: 'An error',
    lesson: 'The call is refused, and nothing is done. Does your handler roll back, and pass the error on?',
    settings: [
      { name: 'exception', label: 'Exception', type: 'choice', initial: 'DatabaseErrorException', choices: EXCEPTIONS },
      { name: 'message', label: 'Message', type: 'text', initial: '' },
    ],
  },
  {
    kind: 'latency',
    title: 'Latency',
    lesson: 'Each call waits. Calls that are awaited one after another add up: which of yours could go together?',
    settings: [number('ms', 'Milliseconds', '200'), number('jitterMs', 'Give or take', '')],
  },
  {
    kind: 'latency',
    title: 'Latency like AWS',
    lesson: 'Each call waits as it might on its way to AWS.',
    settings: [],
    fixed: { profile: 'aws' },
  },
  {
    kind: 'throttle',
    title: 'Throttling',
    lesson: 'Too many calls in a second are refused with ThrottlingException. Does your handler wait, and try again?',
    settings: [number('perSecond', 'Calls a second', '5')],
  },
  {
    kind: 'drop',
    title: 'A lost answer',
    lesson:
      'The connection closes without an answer. After the work, the commit may have happened: is it safe to try again?',
    settings: [{ name: 'when', label: 'When', type: 'choice', initial: 'after', choices: ['after', 'before'] }],
  },
  {
    kind: 'truncate',
    title: 'Half an answer',
    lesson: 'The work is done, and half of the answer comes.',
    settings: [],
  },
  {
    kind: 'kill-connection',
    title: 'A killed connection',
    lesson: 'The database ends the connection that the call works with, and the transaction in it.',
    settings: [],
  },
  {
    kind: 'data-api-off',
    title: 'Data API off',
    lesson: 'The cluster’s Data API is switched off: HttpEndpointNotEnabledException.',
    settings: [],
  },
  {
    kind: 'rotate-secret',
    title: 'A rotated secret',
    lesson: 'The database has a new password, the secret still the old one. Open transactions go on.',
    settings: [],
  },
];

/** The operations that a handler calls: a fault can be for some of them. */
export const OPERATIONS = [
  ...['ExecuteStatement', 'BatchExecuteStatement', 'BeginTransaction', 'CommitTransaction', 'RollbackTransaction'],
] as const satisfies readonly OperationName[];

/** @returns what a fault does, in short: `latency 200 ms`. */
export function describeFault(fault: Fault): string {
  const { kind } = fault;
  switch (kind) {
    case 'exception':
      return `${kind} ${fault.exception}`;
    case 'latency':
      return `${kind} ${'profile' in fault ? 'as on the way to AWS' : formatMs(fault)}`;
    case 'throttle':
      return `${kind} over ${fault.perSecond} a second`;
    case 'drop':
      return `${kind} ${fault.when} the work`;
    default:
      return kind;
  }
}

function formatMs({ ms, jitterMs }: { ms: number; jitterMs?: number }): string {
  return `${ms}${jitterMs === undefined ? '' : ` ± ${jitterMs}`} ms`;
}
