import { EntitySchema, type MigrationInterface, type QueryRunner } from 'typeorm';

export interface Item {
  id: number;
  name: string;
  active?: boolean | null;
  price?: string | null;
  weight?: number | null;
  seenAt?: Date | null;
  day?: string | null;
  made?: number | null;
  picture?: Uint8Array | null;
  document?: unknown;
  serial?: number | null;
  tags?: string[] | null;
  kind?: string;
  created?: Date;
  owner?: Owner | null;
}

export interface Owner {
  id: number;
  name: string;
  items?: Item[];
}

export const Items = new EntitySchema<Item>({
  name: 'items',
  columns: {
    id: { type: 'int', primary: true, generated: 'increment' },
    name: { type: 'varchar', length: 50, unique: true },
    active: { type: Boolean, nullable: true },
    price: { type: 'decimal', precision: 10, scale: 2, nullable: true },
    weight: { type: 'double', nullable: true },
    seenAt: { type: 'datetime', precision: 3, nullable: true },
    day: { type: 'date', nullable: true },
    made: { type: 'year', nullable: true },
    picture: { type: 'blob', nullable: true },
    document: { type: 'json', nullable: true },
    serial: { type: 'bigint', nullable: true },
    tags: { type: 'simple-array', nullable: true },
    kind: { type: 'enum', enum: ['plain', 'fancy'], default: 'plain' },
    created: { type: 'datetime', createDate: true },
  },
  relations: { owner: { type: 'many-to-one', target: 'owners', inverseSide: 'items', nullable: true } },
});

export const Owners = new EntitySchema<Owner>({
  name: 'owners',
  columns: { id: { type: 'int', primary: true, generated: 'increment' }, name: { type: 'varchar', length: 50 } },
  relations: { items: { type: 'one-to-many', target: 'items', inverseSide: 'owner' } },
});

/** TypeORM reads the time of a migration from its name. */
export class MakeNotes1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE notes (id INT PRIMARY KEY, text TEXT)');
    await runner.query('INSERT INTO notes VALUES (?, ?)', [1, "what's :new?"]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('notes');
  }
}
