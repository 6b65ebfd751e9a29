// The packets of commands, made here because the driver's own way takes most of a small statement's time: an object with
// a function for each value, a buffer and a write for each packet. Values travel apart from the statement, typed.
import type { BoundValue } from '../engine.ts';

/**
 * The types of values on the wire, by MySQL's numbers. A boolean is an integer: as a TINYINT it would come back from
 * MariaDB as one, from MySQL as a BIGINT.
 */
const TYPES = { null: 6, boolean: 8, long: 8, double: 5, decimal: 246, string: 253, blob: 252 } as const;
const COM_QUERY = 0x03;
const COM_STMT_EXECUTE = 0x17;
const PARAMETER_COUNT_AVAILABLE = 8;
/** Length and number of a packet. */
const HEAD_BYTES = 4;
/** Command, statement, flags, how often. */
const EXECUTION_BYTES = 10;
/** The largest body of a packet; what is longer comes in parts, each with a head. */
export const MAX_BODY_BYTES = 0xff_ff_ff;
const TWO_TO_32 = 2 ** 32;

/** One execution of a prepared statement. */
export interface Execution {
  /** The server's number of the statement. */
  readonly id: number;
  readonly values: readonly BoundValue[];
}

/**
 * @param hasQueryAttributes whether CLIENT_QUERY_ATTRIBUTES was agreed upon: then a packet says how many named parameters
 *   it has. Ours have none.
 * @returns what runs a text.
 */
export function encodeQuery(sql: string, hasQueryAttributes: boolean): Buffer {
  const packet = Buffer.allocUnsafe(HEAD_BYTES + 1 + (hasQueryAttributes ? 2 : 0) + Buffer.byteLength(sql));
  let at = HEAD_BYTES;
  packet[at++] = COM_QUERY;
  if (hasQueryAttributes) {
    // None, in one set.
    packet[at++] = 0;
    packet[at++] = 1;
  }
  packet.write(sql, at);
  return closePacket(packet);
}

/** @param hasQueryAttributes as of a query. @returns what runs a prepared statement. */
export function encodeExecution(execution: Execution, hasQueryAttributes: boolean): Buffer {
  const buffer = Buffer.allocUnsafe(executionBytes(execution.values));
  return closePacket(buffer.subarray(0, writeExecution(execution, hasQueryAttributes, buffer, 0)));
}

/** The same for several, none of which is longer than a packet may be. */
export function encodeExecutions(executions: readonly Execution[], hasQueryAttributes: boolean): Buffer {
  const buffer = Buffer.allocUnsafe(executions.reduce((bytes, { values }) => bytes + executionBytes(values), 0));
  let end = 0;
  for (const execution of executions) {
    const start = end;
    end = writeExecution(execution, hasQueryAttributes, buffer, start);
    writeHead(buffer, start, end - start - HEAD_BYTES, 0);
  }
  return buffer.subarray(0, end);
}

/** In how many parts a packet is sent: the answer's number follows theirs. */
export function partsOf(packet: Buffer): number {
  return 1 + Math.trunc(packet.length / (HEAD_BYTES + MAX_BODY_BYTES));
}

/** @returns how long an execution is at most, its head included. */
export function executionBytes(values: readonly BoundValue[]): number {
  let bytes = HEAD_BYTES + EXECUTION_BYTES + 9 + 1 + Math.ceil(values.length / 8);
  for (const bound of values) bytes += 3 + valueBytes(bound);
  return bytes;
}

function valueBytes(bound: BoundValue): number {
  if (bound.type === 'null') return 0;
  if (bound.type === 'blob') return 9 + bound.value.length;
  return typeof bound.value === 'string' ? 9 + Buffer.byteLength(bound.value) : 8;
}

/** @param packet has room for the head. @returns it with its head, or as many parts as it takes. */
function closePacket(packet: Buffer): Buffer {
  const length = packet.length - HEAD_BYTES;
  if (length < MAX_BODY_BYTES) {
    writeHead(packet, 0, length, 0);
    return packet;
  }
  const pieces: Buffer[] = [];
  // One that ends with a full part has an empty one behind it.
  for (let number = 0; number * MAX_BODY_BYTES <= length; number += 1) {
    const start = HEAD_BYTES + number * MAX_BODY_BYTES;
    const part = packet.subarray(start, start + MAX_BODY_BYTES);
    const head = Buffer.alloc(HEAD_BYTES);
    writeHead(head, 0, part.length, number);
    pieces.push(head, part);
  }
  return Buffer.concat(pieces);
}

function writeHead(buffer: Buffer, at: number, length: number, number: number): void {
  buffer.writeUIntLE(length, at, 3);
  buffer[at + 3] = number;
}

/** @returns where it ends; the head is left out. */
function writeExecution({ id, values }: Execution, hasQueryAttributes: boolean, buffer: Buffer, start: number): number {
  let at = start + HEAD_BYTES;
  buffer[at] = COM_STMT_EXECUTE;
  buffer.writeUInt32LE(id, at + 1);
  buffer[at + 5] = hasQueryAttributes ? PARAMETER_COUNT_AVAILABLE : 0;
  buffer.writeUInt32LE(1, at + 6);
  at += EXECUTION_BYTES;
  if (hasQueryAttributes) at = writeLength(values.length, buffer, at);
  return values.length === 0 ? at : writeParameters(values, hasQueryAttributes, buffer, at);
}

function writeParameters(
  values: readonly BoundValue[],
  hasQueryAttributes: boolean,
  buffer: Buffer,
  start: number,
): number {
  let at = start + Math.ceil(values.length / 8);
  buffer.fill(0, start, at);
  for (let n = 0; n < values.length; n += 1) {
    const byte = start + (n >> 3);
    if (values[n]?.type === 'null') buffer[byte] = (buffer[byte] ?? 0) | (1 << (n & 7));
  }
  // Types follow.
  buffer[at++] = 1;
  for (const { type } of values) {
    buffer[at++] = TYPES[type];
    // Signed, and an empty name.
    buffer[at++] = 0;
    if (hasQueryAttributes) buffer[at++] = 0;
  }
  for (const bound of values) at = writeValue(bound, buffer, at);
  return at;
}

function writeValue(bound: BoundValue, buffer: Buffer, at: number): number {
  switch (bound.type) {
    case 'null':
      return at;
    case 'boolean':
      return writeLong(bound.value ? 1 : 0, buffer, at);
    case 'long':
      return typeof bound.value === 'bigint'
        ? buffer.writeBigInt64LE(bound.value, at)
        : writeLong(bound.value, buffer, at);
    case 'double':
      return buffer.writeDoubleLE(bound.value, at);
    case 'blob':
      at = writeLength(bound.value.length, buffer, at);
      return at + bound.value.copy(buffer, at);
    case 'decimal':
    case 'string':
      at = writeLength(Buffer.byteLength(bound.value), buffer, at);
      return at + buffer.write(bound.value, at);
  }
}

/** A safe integer in two halves: a bigint would have to be made first. */
function writeLong(value: number, buffer: Buffer, at: number): number {
  buffer.writeInt32LE(value | 0, at);
  return buffer.writeInt32LE(Math.floor(value / TWO_TO_32) | 0, at + 4);
}

/** A number in 1 byte, or in 2 or 3 after a byte that says so; no request has more in it. */
function writeLength(length: number, buffer: Buffer, at: number): number {
  if (length < 251) return buffer.writeUInt8(length, at);
  const isShort = length < 2 ** 16;
  buffer[at] = isShort ? 0xfc : 0xfd;
  return buffer.writeUIntLE(length, at + 1, isShort ? 2 : 3);
}
