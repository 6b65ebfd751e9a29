import type { RowSink, StatementResult } from '../engine.ts';
import type { ReadValue } from './column-readers.ts';
import type { Packet } from './driver-connection.ts';
import { ColumnPackets, type ColumnOrigin, type ResultColumns, type ServerTraits } from './result-columns.ts';

/** Of the flags with which a result ends: another one follows, as a procedure's do. */
const MORE_RESULTS = 8;
const OK = 0;
/** Of the byte that a row in binary form begins with. */
const STATUS_BYTES = 1;
/** The first two bits of its bitmap of NULLs are not used. */
const FIRST_NULL_BIT = 2;
/** What stands for NULL in a row of texts. */
const NULL_TEXT = 0xfb;

/** What an answer is read with. */
export interface AnswerOptions extends ColumnOrigin {
  /** Without one, rows are discarded. */
  readonly rows: RowSink | undefined;
  /** Keeps the columns of a statement's latest answer for the next one. */
  readonly memory: { columns: ResultColumns | undefined };
  /** Called once, when the sink has refused a row or a column: nobody reads on. */
  readonly stop: () => void;
}

/**
 * Reads what the server answers to one statement, packet by packet. Rows go to the sink as they arrive. Only the first
 * result counts: a procedure may send several (contract 9).
 */
export class AnswerReader {
  readonly #traits: ServerTraits;
  readonly #options: AnswerOptions;
  #awaits: 'header' | 'definition' | 'end of definitions' | 'row' = 'header';
  #definitionsToCome = 0;
  #definitions: ColumnPackets | undefined;
  #columns: ResultColumns | undefined;
  #result: StatementResult | undefined;
  #refusal: Error | undefined;

  constructor(traits: ServerTraits, options: AnswerOptions) {
    this.#traits = traits;
    this.#options = options;
  }

  /** @returns the answer with its last packet: what came of the statement, or what the server or the sink says, as it is. */
  read(packet: Packet): StatementResult | Error | undefined {
    if (packet.isError()) return this.#end(packet.asError('utf8'));
    switch (this.#awaits) {
      case 'header':
        return this.#readHeader(packet);
      case 'definition':
        this.#definitions?.add(packet);
        this.#definitionsToCome -= 1;
        if (this.#definitionsToCome === 0) this.#awaits = 'end of definitions';
        return undefined;
      case 'end of definitions':
        this.#awaits = 'row';
        this.#tellColumns();
        return undefined;
      case 'row':
        if (packet.isEOF()) return this.#endResult({ affectedRows: 0 }, packet.eofStatusFlags());
        this.#tellRow(packet);
        return undefined;
    }
  }

  #readHeader(packet: Packet): StatementResult | Error | undefined {
    if (packet.peekByte() === OK) {
      packet.skip(1);
      const result = toResult(packet.readLengthCodedNumber(), packet.readLengthCodedNumber(true));
      return this.#endResult(result, packet.readInt16());
    }
    this.#definitionsToCome = packet.readLengthCodedNumber();
    this.#awaits = 'definition';
    const isHeard = this.#options.rows !== undefined && this.#result === undefined;
    this.#definitions = isHeard ? new ColumnPackets(this.#options.memory.columns) : undefined;
    this.#columns = undefined;
    return undefined;
  }

  #tellColumns(): void {
    const { rows, memory } = this.#options;
    if (this.#definitions === undefined || rows === undefined) return;
    try {
      const columns = this.#definitions.toColumns(this.#traits, this.#options);
      memory.columns = columns;
      rows.columns(columns.columns);
      this.#columns = columns;
    } catch (error) {
      this.#refuse(error);
    }
  }

  #tellRow(packet: Packet): void {
    const { rows, isBinary } = this.#options;
    if (this.#columns === undefined || rows === undefined) return;
    const { readers } = this.#columns;
    try {
      rows.startRow();
      if (isBinary) tellBinary(packet, readers, rows);
      else tellTexts(packet, readers, rows);
      rows.endRow();
    } catch (error) {
      this.#refuse(error);
    }
  }

  #refuse(error: unknown): void {
    this.#columns = undefined;
    this.#refusal = error instanceof Error ? error : new Error(String(error));
    this.#options.stop();
  }

  #endResult(result: StatementResult, status: number): StatementResult | Error | undefined {
    this.#result ??= result;
    this.#awaits = 'header';
    return (status & MORE_RESULTS) === 0 ? this.#end(this.#result) : undefined;
  }

  /** What comes next is the answer to another statement. */
  #end(answer: StatementResult | Error): StatementResult | Error {
    const refusal = this.#refusal;
    this.#awaits = 'header';
    this.#result = undefined;
    this.#refusal = undefined;
    return refusal ?? answer;
  }
}

function tellBinary(packet: Packet, readers: readonly ReadValue[], rows: RowSink): void {
  const { buffer } = packet;
  const nulls = packet.offset + STATUS_BYTES;
  packet.offset = nulls + ((readers.length + FIRST_NULL_BIT + 7) >> 3);
  let bit = FIRST_NULL_BIT;
  for (const read of readers) {
    if (((buffer[nulls + (bit >> 3)] ?? 0) & (1 << (bit & 7))) === 0) read(packet, rows);
    else rows.null();
    bit += 1;
  }
}

function tellTexts(packet: Packet, readers: readonly ReadValue[], rows: RowSink): void {
  for (const read of readers) {
    if (packet.peekByte() !== NULL_TEXT) read(packet, rows);
    else {
      packet.skip(1);
      rows.null();
    }
  }
}

/** @param insertId digits for what a number cannot hold. */
function toResult(affectedRows: number, insertId: number | string): StatementResult {
  // Nearly all statements generate nothing, or an id that a number holds.
  if (insertId === 0) return { affectedRows };
  // The server does not tell a negative id from one of BIGINT UNSIGNED beyond 2^63: a long has a sign.
  return { affectedRows, generatedId: BigInt.asIntN(64, BigInt(insertId)).toString() };
}
