import { isAtLeast, type ServerBinary } from './server-binary.ts';

/** Where one run of a server keeps its things. */
export interface ServerPlaces {
  readonly dataFolder: string;
  readonly temporaryFolder: string;
  readonly socketPath: string;
  readonly initFile: string;
  /** MariaDB wants an existing folder here, and so the only one that SQL may read and write files in. */
  readonly exchangeFolder: string;
  readonly port: number;
}

const SQL_MODE_OF_MYSQL_8 = [
  'ONLY_FULL_GROUP_BY',
  'STRICT_TRANS_TABLES',
  'NO_ZERO_IN_DATE',
  'NO_ZERO_DATE',
  'ERROR_FOR_DIVISION_BY_ZERO',
  'NO_ENGINE_SUBSTITUTION',
].join(',');

/** MySQL rounds fractions of seconds that a column does not keep; MariaDB cuts them off unless told so. */
const MARIADB_MODE_LIKE_MYSQL = `${SQL_MODE_OF_MYSQL_8},TIME_ROUND_FRACTIONAL`;

/** Small logs and buffers: what decides how fast a server starts and how large a copy of its data is. */
const SMALL = {
  MariaDB: [
    '--innodb-log-file-size=4M',
    '--innodb-buffer-pool-size=32M',
    '--aria-pagecache-buffer-size=1M',
    '--key-buffer-size=1M',
  ],
  MySQL: ['--loose-innodb-redo-log-capacity=16M', '--innodb-buffer-pool-size=64M', '--innodb-log-buffer-size=4M'],
} as const;

/** Data that are thrown away need not survive a power cut. */
const THROW_AWAY = {
  MariaDB: ['--innodb-flush-method=nosync', '--skip-innodb-doublewrite'],
  MySQL: ['--innodb-flush-method=nosync', '--innodb-doublewrite=OFF'],
} as const;

/**
 * The beginning of every command line of a server, whether it makes a data folder or serves one.
 * @param keepData whether its data matter after it has ended
 * @returns program and options
 */
export function serverCommand(binary: ServerBinary, keepData: boolean): string[] {
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  const durability = keepData ? [] : THROW_AWAY[binary.product];
  return [...binary.command, '--no-defaults', ...binary.options, ...asRoot, ...SMALL[binary.product], ...durability];
}

/**
 * The options of a serving instance: reachable from this machine only, and with the settings of MySQL 8 on either product.
 * @param places its folders, socket and port
 * @returns options to follow serverCommand
 */
export function servingOptions(binary: ServerBinary, places: ServerPlaces): string[] {
  return [
    `--datadir=${places.dataFolder}`,
    `--tmpdir=${places.temporaryFolder}`,
    `--socket=${places.socketPath}`,
    `--pid-file=${places.temporaryFolder}/server.pid`,
    `--init-file=${places.initFile}`,
    `--port=${places.port}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--local-infile=OFF',
    '--character-set-server=utf8mb4',
    '--default-time-zone=+00:00',
    '--max-allowed-packet=64M',
    '--innodb-autoinc-lock-mode=2',
    // 0 would lose what was committed in the last second when the server is killed, and is no faster than 2
    '--innodb-flush-log-at-trx-commit=2',
    '--performance-schema=OFF',
    '--skip-log-bin',
    ...(binary.product === 'MariaDB' ? mariadbOnly(binary.version, places) : mysqlOnly()),
  ];
}

function mariadbOnly(version: string, places: ServerPlaces): string[] {
  // the likest to utf8mb4_0900_ai_ci; without nopad, 'a ' would equal 'a'
  const collation = isAtLeast(version, '10.10') ? 'utf8mb4_uca1400_nopad_ai_ci' : 'utf8mb4_unicode_520_nopad_ci';
  return [
    `--sql-mode=${MARIADB_MODE_LIKE_MYSQL}`,
    `--collation-server=${collation}`,
    `--secure-file-priv=${places.exchangeFolder}`,
    // MySQL's; MariaDB has 1 MiB
    '--group-concat-max-len=1024',
    // from 11.6 on, a row that changed since the transaction began to read would be error 1020
    '--loose-innodb-snapshot-isolation=OFF',
    // no DATA DIRECTORY elsewhere; MySQL 8 has it off
    '--skip-symbolic-links',
    // from 11.4 on, each start would make a certificate first, which takes longer than all the rest
    '--skip-ssl',
    '--innodb-buffer-pool-dump-at-shutdown=OFF',
    '--innodb-buffer-pool-load-at-startup=OFF',
  ];
}

function mysqlOnly(): string[] {
  return [
    '--collation-server=utf8mb4_0900_ai_ci',
    // Debian's build insists on a folder that its core package does not bring
    '--secure-file-priv=NULL',
    // the X protocol would take port 33060
    '--loose-mysqlx=OFF',
    // what MySQL 8.0 has, or does: 8.4 refuses a FOREIGN KEY to what is not unique, 9 explains as a tree and numbers transactions
    '--loose-restrict-fk-on-non-standard-key=OFF',
    '--loose-explain-format=TRADITIONAL',
    '--gtid-mode=OFF',
    '--enforce-gtid-consistency=OFF',
  ];
}
