/** The package has no types. */
declare module 'knex-aurora-data-api-mysql' {
  import type { Knex } from 'knex';

  const client: typeof Knex.Client;
  export default client;
}
