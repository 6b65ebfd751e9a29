import type { Column } from '../engine.ts';
import { readColumnDefinition } from './column-definition.ts';
import { toColumn } from './column-metadata.ts';
import { toBinaryReader, toTextReader, type ReadValue } from './column-readers.ts';
import type { Packet } from './driver-connection.ts';
import { asMySqlDescribes } from './mariadb-columns.ts';

/** The columns of a result: what the server said of them, and what came of that. */
export interface ResultColumns {
  readonly packets: readonly Buffer[];
  readonly columns: readonly Column[];
  readonly readers: readonly ReadValue[];
}

/** What servers do differently. */
export interface ServerTraits {
  readonly isMariaDb: boolean;
  /** See `readColumnDefinition`. */
  readonly isExtended: boolean;
}

/** What columns belong to. */
export interface ColumnOrigin {
  readonly sql: string;
  /** Values come in binary form, as those of prepared statements do; else as texts. */
  readonly isBinary: boolean;
}

/**
 * Takes the packets in which a server describes the columns of a result. It does so with every answer, and nearly always
 * in the same bytes as before: then what came of them serves again, and is not made anew for each small answer.
 */
export class ColumnPackets {
  readonly #known: ResultColumns | undefined;
  /** All that came, from the first one on that is not known. */
  #fresh: Buffer[] | undefined;
  #count = 0;

  /** @param known what an earlier answer to the same statement had. */
  constructor(known: ResultColumns | undefined) {
    this.#known = known;
  }

  add({ buffer, offset, end }: Packet): void {
    const known = this.#known?.packets;
    if (this.#fresh === undefined && known?.[this.#count]?.compare(buffer, offset, end) !== 0) {
      this.#fresh = known?.slice(0, this.#count) ?? [];
    }
    // A copy: all that came with it would be kept.
    this.#fresh?.push(Buffer.from(buffer.subarray(offset, end)));
    this.#count += 1;
  }

  /** @throws ServiceException UnsupportedResultException for a column of a type that the service does not return. */
  toColumns(traits: ServerTraits, origin: ColumnOrigin): ResultColumns {
    const known = this.#known;
    if (known !== undefined && this.#fresh === undefined && known.packets.length === this.#count) return known;
    return toColumns(this.#fresh ?? known?.packets.slice(0, this.#count) ?? [], traits, origin);
  }
}

function toColumns(packets: readonly Buffer[], traits: ServerTraits, { sql, isBinary }: ColumnOrigin): ResultColumns {
  const toReader = isBinary ? toBinaryReader : toTextReader;
  const read = packets.map((packet) => {
    const wire = readColumnDefinition(packet, traits.isExtended);
    const column = toColumn(traits.isMariaDb ? asMySqlDescribes(wire, sql) : wire);
    return { column, reader: toReader(wire, column.type) };
  });
  return { packets, columns: read.map(({ column }) => column), readers: read.map(({ reader }) => reader) };
}
