import type { CallFilter } from './filter.ts';

/** A filter that cannot be understood. Its message is for whoever wrote it. */
export class InvalidFilterError extends Error {
  override readonly name = 'InvalidFilterError';
}

/** How each member of a filter is written in a query. */
const READERS: { readonly [Name in keyof CallFilter]-?: (text: string) => CallFilter[Name] } = {
  operation: (text) => text,
  sql: (text) => text,
  transactionId: (text) => text,
  error: (text) => text,
  failed: toBoolean,
  after: toId,
};

/**
 * Reads a filter from the query of a URL.
 *
 * @throws InvalidFilterError for names and values that it cannot have.
 */
export function readFilter(query: Readonly<Record<string, unknown>>): CallFilter {
  const members = Object.entries(query).map(([name, value]) => {
    if (!isMember(name)) {
      throw new InvalidFilterError(`${name} is no filter: use ${Object.keys(READERS).join(', ')}`);
    }
    if (typeof value !== 'string') throw new InvalidFilterError(`${name} can be given once`);
    return [name, READERS[name](value)];
  });
  return Object.fromEntries(members) as CallFilter;
}

function isMember(name: string): name is keyof typeof READERS {
  return Object.hasOwn(READERS, name);
}

function toBoolean(text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw new InvalidFilterError(`failed is true or false, got "${text}"`);
}

function toId(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidFilterError(`after is the id of a call, got "${text}"`);
}
