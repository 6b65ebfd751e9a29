import { signal } from '@preact/signals';

/** Where the reader is: `#/data/EmployeeDB/Employee?page=2` */
export interface Route {
  /** `data`; empty at first. */
  readonly page: string;
  /** What follows: `['EmployeeDB', 'Employee']` */
  readonly rest: readonly string[];
  readonly query: URLSearchParams;
}

/** Follows the address. */
export const route = signal<Route>(readHash());

addEventListener('hashchange', () => (route.value = readHash()));

/** @returns the address of a place, for `href`. */
export function toHref(
  page: string,
  rest: readonly string[] = [],
  query: Readonly<Record<string, string>> = {},
): string {
  const path = [page, ...rest].map(encodeURIComponent).join('/');
  const search = new URLSearchParams(query).toString();
  return `#/${path}${search === '' ? '' : `?${search}`}`;
}

/** Goes to a place, which the back button leaves again. */
export function navigate(...place: Parameters<typeof toHref>): void {
  location.hash = toHref(...place);
}

function readHash(): Route {
  const [path = '', search = ''] = location.hash.replace(/^#\/?/, '').split('?', 2);
  const [page = '', ...rest] = path.split('/').map(decode);
  return { page, rest, query: new URLSearchParams(search) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
