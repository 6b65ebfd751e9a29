import type { Connection as DriverConnection } from 'mysql2';

/**
 * What the driver's connection is to its own commands; its typings leave it out. A command of ours waits in the same
 * queue, so that the driver's commands (to connect, to prepare, to reset) and ours never meet on the wire.
 */
export interface CommandRunner {
  addCommand(command: Command): unknown;
  write(bytes: Buffer): void;
  /** The number of the next packet, which each command counts anew. */
  sequenceId: number;
  readonly config: { readonly clientFlags: number };
  readonly serverCapabilityFlags: number;
}

/** A command in the driver's queue. */
export interface Command {
  /** Called first without a packet, to send, then with each packet of the answer. @returns whether that was the last. */
  execute(packet: Packet | undefined): boolean;
}

/** A packet as it came; the driver uses the same object for the next one. */
export interface Packet {
  readonly buffer: Buffer;
  /** Where the next read begins. */
  offset: number;
  /** Where the packet ends. */
  readonly end: number;
  peekByte(): number;
  skip(bytes: number): void;
  isError(): boolean;
  asError(encoding: string): Error;
  isEOF(): boolean;
  /** Of a packet that is an end. */
  eofStatusFlags(): number;
  readInt16(): number;
  /** @returns digits where a number cannot hold it. */
  readInt64(): number | string;
  readSInt64(): number | string;
  /** @returns null for the mark of NULL; digits where a number cannot hold it, if asked for. */
  readLengthCodedNumber(asDigits?: boolean): number;
  readLengthCodedBuffer(): Buffer;
  readLengthCodedString(encoding: string): string;
  readDateTimeString(decimals: number, separator: null, columnType: number): string;
  readTimeString(): string;
}

const CLIENT_QUERY_ATTRIBUTES = 1 << 27;

/** Whether this driver can be used so: another version may be made in another way. */
export function isCommandRunner(driver: object): driver is DriverConnection & CommandRunner {
  const { addCommand, write, sequenceId, config, serverCapabilityFlags } = driver as Partial<CommandRunner>;
  return (
    typeof addCommand === 'function' &&
    typeof write === 'function' &&
    [sequenceId, config?.clientFlags, serverCapabilityFlags].every((member) => typeof member === 'number')
  );
}

/** Whether parameters may have names on a connection: then each packet says how many there are. */
export function hasQueryAttributes({ config, serverCapabilityFlags }: CommandRunner): boolean {
  return (config.clientFlags & serverCapabilityFlags & CLIENT_QUERY_ATTRIBUTES) !== 0;
}

/** The driver knows it from the handshake, and keeps it to itself. */
export function isMariaDb(driver: object): boolean {
  return '_isMariaDB' in driver && driver._isMariaDB === true;
}

/** Whether the server tells more of a column than MySQL does; agreed upon in the handshake as well. */
export function hasExtendedMetadata(driver: object): boolean {
  return '_mariadbExtendedMetadata' in driver && driver._mariadbExtendedMetadata === true;
}

/** Whether a pool has no connection at all: none that is lent, idle or being opened. */
export function isEmpty(pool: object): boolean {
  const { _allConnections: all } = pool as { _allConnections?: { length?: unknown } };
  return all?.length === 0;
}
