// The packet COM_STMT_EXECUTE, made here because the driver's own way takes most of a batch's time: an object with a
// function for each value, a buffer and a write for each set. Values travel as ever: apart from the statement, typed.
import type { BoundValue } from '../engine.ts';

/** The types that `toTypedParameter` gives, by their numbers. */
const TYPES = { null: 6, boolean: 8, long: 8, double: 5, decimal: 246, string: 253, blob: 252 } as const;
const COM_STMT_EXECUTE = 0x17;
const PARAMETER_COUNT_AVAILABLE = 8;
/** Length and number of the packet, command, statement, flags, how often. */
const HEAD_BYTES = 14;
/** A packet of more is sent in parts. */
export const MAX_PACKET_BYTES = 0xff_ff_ff;

/** @returns how long the packet is at most, its length and number included. */
export function packetBytes(values: readonly BoundValue[]): number {
  let bytes = HEAD_BYTES + 9 + 1 + Math.ceil(values.length / 8);
  for (const bound of values) bytes += 3 + valueBytes(bound);
  return bytes;
}

function valueBytes(bound: BoundValue): number {
  if (bound.type === 'null') return 0;
  if (bound.type === 'blob') return 9 + bound.value.length;
  return typeof bound.value === 'string' ? 9 + Buffer.byteLength(bound.value) : 8;
}

/**
 * Writes one packet.
 *
 * @param areNamed parameters may have names on this connection: CLIENT_QUERY_ATTRIBUTES. Ours have none.
 * @param buffer has room for `packetBytes` from `start` on, and zeros there.
 * @returns where the packet ends.
 */
export function writeExecution(
  { id, values, areNamed }: { id: number; values: readonly BoundValue[]; areNamed: boolean },
  buffer: Buffer,
  start: number,
): number {
  buffer[start + 4] = COM_STMT_EXECUTE;
  buffer.writeUInt32LE(id, start + 5);
  buffer[start + 9] = areNamed ? PARAMETER_COUNT_AVAILABLE : 0;
  buffer[start + 10] = 1;
  let at = start + HEAD_BYTES;
  if (areNamed) at = writeLength(values.length, buffer, at);
  if (values.length > 0) at = writeParameters(values, areNamed, buffer, at);
  buffer.writeUIntLE(at - start - 4, start, 3);
  return at;
}

function writeParameters(values: readonly BoundValue[], areNamed: boolean, buffer: Buffer, start: number): number {
  values.forEach(({ type }, n) => {
    const byte = start + (n >> 3);
    if (type === 'null') buffer[byte] = (buffer[byte] ?? 0) | (1 << (n & 7));
  });
  let at = start + Math.ceil(values.length / 8);
  buffer[at++] = 1;
  for (const { type } of values) {
    buffer[at] = TYPES[type];
    // Signed, and an empty name.
    at += areNamed ? 3 : 2;
  }
  for (const bound of values) at = writeValue(bound, buffer, at);
  return at;
}

function writeValue(bound: BoundValue, buffer: Buffer, at: number): number {
  switch (bound.type) {
    case 'null':
      return at;
    case 'boolean':
      buffer[at] = bound.value ? 1 : 0;
      return at + 8;
    case 'long':
      return buffer.writeBigInt64LE(bound.value, at);
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

/** A number in 1 byte, or in 2 or 3 after a byte that says so; what is longer does not come in one packet. */
function writeLength(length: number, buffer: Buffer, at: number): number {
  if (length < 251) return buffer.writeUInt8(length, at);
  const isShort = length < 2 ** 16;
  buffer[at] = isShort ? 0xfc : 0xfd;
  return buffer.writeUIntLE(length, at + 1, isShort ? 2 : 3);
}
