import mysql from 'mysql2';
import type { RowSink } from '../engine.ts';
import type { WireColumn } from './column-definition.ts';
import type { Packet } from './driver-connection.ts';
import { FLAGS, type FieldType } from './fields.ts';
import { toFractionDigits, toShortestDouble } from './value-forms.ts';

const { Types } = mysql;

/** Reads the value of a column where a packet stands, and tells it to the sink. */
export type ReadValue = (packet: Packet, sink: RowSink) => void;

type ReadNumber = (packet: Packet) => number | string;
type ReadText = (packet: Packet) => string;

/** Bytes of a date, and of a date with a time, that have no fraction of a second. */
const DATE_BYTES = 4;
const DATE_TIME_BYTES = 7;
const DATE_CHARACTERS = '2025-01-31'.length;
const DATE_TIME_CHARACTERS = '2025-01-31 12:00:00'.length;
/** Their texts are UTF-8, whatever a session has asked for. */
const UTF8_TYPES = new Set<number>([Types.DECIMAL, Types.NEWDECIMAL, Types.JSON]);
/** Where a time is written before it is told. */
const timeText = Buffer.from('0000-00-00 00:00:00');

/**
 * @param column as the server describes it: that is how its values come, prepared statements' in binary form.
 * @param type what the column is in answers.
 */
export function toBinaryReader(column: WireColumn, type: FieldType): ReadValue {
  switch (type.reads) {
    case 'integer':
      return tellNumber(toNumberReader(column));
    case 'double':
      return column.columnType === Types.FLOAT ? tellFloat : tellDouble;
    case 'year':
      return tellYear(toNumberReader(column));
    case 'bit':
      return column.columnType === Types.BIT ? tellBits : tellTruth(toNumberReader(column));
    case 'bytes':
      return tellBytes;
    case 'time':
      return column.columnType === Types.TIME ? tellTimeOfDay : tellTime(column);
    case 'text':
      return tellText(column, type);
  }
}

/** The same where all values come as texts, as those of statements that cannot be prepared do. */
export function toTextReader(column: WireColumn, type: FieldType): ReadValue {
  const readText: ReadText = (packet) => packet.readLengthCodedString('latin1');
  switch (type.reads) {
    case 'integer':
      return tellNumber((packet) => toSafeNumber(readText(packet)));
    case 'double':
      return (packet, sink) => sink.number(Number(readText(packet)));
    case 'year':
      return tellYear(readText);
    case 'bit':
      return column.columnType === Types.BIT ? tellBits : tellTruth(readText);
    case 'bytes':
      return tellBytes;
    case 'time':
      return (packet, sink) => sink.text(toFractionDigits(readText(packet)));
    case 'text':
      return tellText(column, type);
  }
}

/** @param digits may begin with zeros, those of ZEROFILL, which no JSON number has. */
function toSafeNumber(digits: string): number | string {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : String(BigInt(digits));
}

function tellNumber(read: ReadNumber): ReadValue {
  return (packet, sink) => {
    const value = read(packet);
    if (typeof value === 'number') sink.number(value);
    else sink.text(value);
  };
}

function tellDouble(packet: Packet, sink: RowSink): void {
  sink.number(take(packet, 8).readDoubleLE(packet.offset - 8));
}

function tellFloat(packet: Packet, sink: RowSink): void {
  sink.number(toShortestDouble(take(packet, 4).readFloatLE(packet.offset - 4)));
}

function tellYear(read: ReadNumber): ReadValue {
  return (packet, sink) => sink.text(String(read(packet)).padStart(4, '0'));
}

function tellTruth(read: ReadNumber): ReadValue {
  return (packet, sink) => sink.boolean(Number(read(packet)) !== 0);
}

/** Any bit set is true: the number itself is lost, as on the real service. */
function tellBits(packet: Packet, sink: RowSink): void {
  sink.boolean(packet.readLengthCodedBuffer().some((byte) => byte !== 0));
}

function tellBytes(packet: Packet, sink: RowSink): void {
  sink.blob(packet.readLengthCodedBuffer());
}

function tellText({ columnType, encoding }: WireColumn, { toText }: FieldType): ReadValue {
  if (toText !== undefined) return (packet, sink) => sink.text(toText(packet.readLengthCodedString('utf8')));
  // Numbers and JSON have none of their own.
  const isUtf8 = encoding === 'utf8' || UTF8_TYPES.has(columnType);
  if (!isUtf8)
    return (packet, sink) => sink.text(packet.readLengthCodedString(encoding === 'binary' ? 'utf8' : encoding));
  return (packet, sink) => {
    const length = packet.readLengthCodedNumber();
    const start = packet.offset;
    packet.offset += length;
    sink.utf8(packet.buffer, start, packet.offset);
  };
}

function tellTimeOfDay(packet: Packet, sink: RowSink): void {
  sink.text(toFractionDigits(packet.readTimeString()));
}

/** Only the commonest forms; the driver has all the others. */
function tellTime({ columnType, decimals }: WireColumn): ReadValue {
  const isDate = columnType === Types.DATE || columnType === Types.NEWDATE;
  const bytes = isDate ? DATE_BYTES : DATE_TIME_BYTES;
  return (packet, sink) => {
    const { buffer, offset } = packet;
    if (buffer[offset] !== bytes) {
      return sink.text(toFractionDigits(packet.readDateTimeString(decimals, null, columnType)));
    }
    packet.offset += 1 + bytes;
    const year = buffer.readUInt16LE(offset + 1);
    writeTwoDigits(Math.trunc(year / 100), 0);
    writeTwoDigits(year % 100, 2);
    writeTwoDigits(buffer[offset + 3], 5);
    writeTwoDigits(buffer[offset + 4], 8);
    if (isDate) return sink.utf8(timeText, 0, DATE_CHARACTERS);
    writeTwoDigits(buffer[offset + 5], 11);
    writeTwoDigits(buffer[offset + 6], 14);
    writeTwoDigits(buffer[offset + 7], 17);
    sink.utf8(timeText, 0, DATE_TIME_CHARACTERS);
  };
}

function writeTwoDigits(number: number | undefined, at: number): void {
  const known = number ?? 0;
  const tens = Math.trunc(known / 10);
  timeText[at] = ZERO + tens;
  timeText[at + 1] = ZERO + known - 10 * tens;
}

const ZERO = '0'.charCodeAt(0);

function toNumberReader(column: WireColumn): ReadNumber {
  const isUnsigned = (column.flags & FLAGS.unsigned) !== 0;
  switch (column.columnType) {
    case Types.TINY:
      return isUnsigned
        ? (packet) => take(packet, 1).readUInt8(packet.offset - 1)
        : (packet) => take(packet, 1).readInt8(packet.offset - 1);
    case Types.SHORT:
      return isUnsigned ? readUInt16 : (packet) => take(packet, 2).readInt16LE(packet.offset - 2);
    case Types.YEAR:
      return readUInt16;
    case Types.LONG:
    case Types.INT24:
      return isUnsigned
        ? (packet) => take(packet, 4).readUInt32LE(packet.offset - 4)
        : (packet) => take(packet, 4).readInt32LE(packet.offset - 4);
  }
  return isUnsigned ? (packet) => packet.readInt64() : (packet) => packet.readSInt64();
}

function readUInt16(packet: Packet): number {
  return take(packet, 2).readUInt16LE(packet.offset - 2);
}

/** Moves on. @returns the bytes, of which the caller reads those that were passed. */
function take(packet: Packet, bytes: number): Buffer {
  packet.offset += bytes;
  return packet.buffer;
}
