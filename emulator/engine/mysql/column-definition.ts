import mysql from 'mysql2';
import type { ColumnDefinition } from './fields.ts';

/** Catalog and schema come first, of which nobody asks here. */
const TEXTS_BEFORE = 2;
/** The numbers at the end come behind their length, which is always the same. */
const LENGTH_BYTES = 1;
const EXTENDED_TYPE_NAME = 0;
const EXTENDED_FORMAT = 1;

/** The driver's names of encodings, by the numbers of character sets and collations. */
const ENCODINGS: readonly (string | undefined)[] = mysql.CharsetToEncoding;

/** A column as the server describes it, and the encoding of its texts. */
export type WireColumn = ColumnDefinition & { readonly encoding: string };

/**
 * Reads the packet that describes a column of a result.
 *
 * @param isExtended the server tells what else there is to its type: MariaDB does, where both sides know how.
 */
export function readColumnDefinition(bytes: Buffer, isExtended: boolean): WireColumn {
  const reader = new Reader(bytes);
  for (let n = 0; n < TEXTS_BEFORE; n += 1) reader.text();
  const [table, orgTable, name, orgName] = [reader.text(), reader.text(), reader.text(), reader.text()];
  const extended = isExtended ? readExtended(reader.bytes()) : {};
  reader.number(LENGTH_BYTES);
  const characterSet = reader.number(2);
  return {
    ...{ table, orgTable, name, orgName, ...extended, characterSet },
    encoding: ENCODINGS[characterSet] ?? 'utf8',
    columnLength: reader.number(4),
    columnType: reader.number(1),
    flags: reader.number(2),
    decimals: reader.number(1),
  };
}

/** Pairs of a kind and a text. */
function readExtended(bytes: Buffer): Pick<ColumnDefinition, 'extendedTypeName' | 'extendedFormat'> {
  const reader = new Reader(bytes);
  const texts = new Map<number, string>();
  while (reader.hasMore) texts.set(reader.number(1), reader.text());
  const [extendedTypeName, extendedFormat] = [texts.get(EXTENDED_TYPE_NAME), texts.get(EXTENDED_FORMAT)];
  return {
    ...(extendedTypeName === undefined ? {} : { extendedTypeName }),
    ...(extendedFormat === undefined ? {} : { extendedFormat }),
  };
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get hasMore(): boolean {
    return this.#at < this.#bytes.length;
  }

  number(length: number): number {
    this.#at += length;
    return this.#bytes.readUIntLE(this.#at - length, length);
  }

  /** Names are short: their length takes one byte, or two behind a mark. */
  bytes(): Buffer {
    const first = this.number(1);
    const length = first === 0xfc ? this.number(2) : first;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(): string {
    return this.bytes().toString('utf8');
  }
}
