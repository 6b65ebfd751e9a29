// What can be told of an emulator before there is one: neither its server nor its driver is loaded with this.
export { readDatabaseUrl } from './cluster/database-url.ts';
export { readCredentials, toPort } from './config.ts';
export { describeExposure } from './describe-exposure.ts';
export { toSslOptions } from './engine/mysql/ssl-options.ts';
export { EXCEPTION_NAMES } from './model/exceptions.ts';
export { OPERATION_NAMES } from './model/shapes.ts';
