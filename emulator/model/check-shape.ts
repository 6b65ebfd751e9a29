import { ServiceException } from './exceptions.ts';
import type { Shape, Structure } from './shapes.ts';

/** A look at a request: where it is, and what it has found. */
interface Look {
  /** The names of the members that lead to where it is. */
  readonly path: string[];
  /** Constraints that the request violates, the first of them. */
  readonly violations: string[];
  /** How many there are. */
  violationCount: number;
  /** Members that the model does not know, the first of them. */
  readonly unknownMembers: string[];
}

/** What is told of each sort. A body of 4 MiB has room for hundreds of thousands, whose text would be 60 MB. */
const MAX_TOLD = 20;

const MAX_LONG = 2n ** 63n - 1n;
const MIN_LONG = -(2n ** 63n);
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
/** JSON has no literals for these three; SDKs send them as text (contract 1.3). */
const DOUBLE_TEXTS = new Set(['NaN', 'Infinity', '-Infinity']);

/**
 * Checks a decoded request body against the model, because SDKs check next to nothing (contract 1.3).
 * Members that are null are removed from the body.
 *
 * @param unknownMembers gets the paths of members that the model does not know, the first 20, also where this throws:
 *   AWS's protocol ignores them, the log tells them.
 * @throws ServiceException SerializationException for a wrong JSON type; ValidationException for everything that
 *   breaks a constraint, the first 20 of them in one text (contract 9: the usual text of other AWS services).
 */
export function checkShape(body: unknown, shape: Structure, unknownMembers: string[]): void {
  const look: Look = { path: [], violations: [], violationCount: 0, unknownMembers };
  checkStructure(body, shape, look);
  const { violations, violationCount } = look;
  if (violationCount > 0) {
    const errors = violationCount === 1 ? 'error' : 'errors';
    const told = violationCount > violations.length ? [...violations, '...'] : violations;
    throw new ServiceException(
      'ValidationException',
      `${violationCount} validation ${errors} detected: ${told.join('; ')}`,
    );
  }
}

function check(value: unknown, shape: Shape, look: Look): void {
  switch (shape.kind) {
    case 'structure':
    case 'union':
      return checkStructure(value, shape, look);
    case 'list':
      return checkList(value, shape, look);
    case 'string':
      if (typeof value !== 'string') throw wrongType('a string', value, look);
      return checkText(value, shape, look);
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType('a boolean', value, look);
      return;
    case 'long':
      if (!isLong(value)) throw wrongType('a 64-bit integer', value, look);
      return;
    case 'double':
      if (!isDouble(value)) throw wrongType('a number', value, look);
      return;
    case 'blob':
      if (!isBase64(value)) throw wrongType('base64 text', value, look);
      return;
  }
}

function checkList(value: unknown, shape: Extract<Shape, { kind: 'list' }>, look: Look): void {
  if (!Array.isArray(value)) throw wrongType('a list', value, look);
  value.forEach((item: unknown, index) => {
    if (item === null && shape.mayHoldNulls === true) return;
    look.path.push(`${index + 1}.member`);
    check(item, shape.of, look);
    look.path.pop();
  });
}

function checkStructure(value: unknown, shape: Structure, look: Look): void {
  if (!isObject(value)) throw wrongType('an object', value, look);
  let known = 0;
  for (const name of Object.keys(value)) {
    const member = value[name];
    // An explicit null is an absent member, in all of AWS's JSON protocols: from here on it is one.
    if (member === null) {
      delete value[name];
      continue;
    }
    look.path.push(name);
    const memberShape = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
    if (memberShape === undefined) tell(look.unknownMembers, abbreviate(toText(look)));
    else {
      known += 1;
      check(member, memberShape, look);
    }
    look.path.pop();
  }
  for (const name of shape.required ?? []) {
    if (value[name] === undefined) {
      violate(`null at '${name}'`, 'Member must not be null', look);
    }
  }
  if (shape.kind === 'union' && known !== 1) {
    const names = Object.keys(shape.members).join(', ');
    violate(`at '${toText(look)}'`, `Member must have exactly one of [${names}], got ${known}`, look);
  }
}

function checkText(value: string, shape: Extract<Shape, { kind: 'string' }>, look: Look): void {
  if (shape.min !== undefined && value.length < shape.min) {
    violate(toWhat(value, look), `Member must have length greater than or equal to ${shape.min}`, look);
  }
  if (shape.max !== undefined && isLonger(value, shape.max)) {
    violate(toWhat(value, look), `Member must have length less than or equal to ${shape.max}`, look);
  }
  if (shape.oneOf !== undefined && !shape.oneOf.includes(value)) {
    violate(toWhat(value, look), `Member must satisfy enum value set: [${shape.oneOf.join(', ')}]`, look);
  }
}

function violate(what: string, constraint: string, look: Look): void {
  look.violationCount += 1;
  tell(look.violations, `Value ${what} failed to satisfy constraint: ${constraint}`);
}

function tell(told: string[], text: string): void {
  if (told.length < MAX_TOLD) told.push(text);
}

function toWhat(value: string, look: Look): string {
  return `'${abbreviate(value)}' at '${toText(look)}'`;
}

function toText({ path }: Look): string {
  return path.join('.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLong(value: unknown): boolean {
  if (typeof value === 'bigint') return value >= MIN_LONG && value <= MAX_LONG;
  return typeof value === 'number' && Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
}

function isBase64(value: unknown): boolean {
  return typeof value === 'string' && value.length % 4 === 0 && BASE64.test(value);
}

function isDouble(value: unknown): boolean {
  return (
    typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && DOUBLE_TEXTS.has(value))
  );
}

/** Lengths count characters, of which JavaScript takes some, like emoji, for two. */
function isLonger(value: string, max: number): boolean {
  return value.length > max && charactersOf(value, max + 1).length > max;
}

function abbreviate(value: string): string {
  return isLonger(value, 100) ? `${charactersOf(value, 100).join('')}...` : value;
}

/** @returns its first characters, at most so many. */
function charactersOf(value: string, most: number): string[] {
  return Array.from(value.slice(0, 2 * most)).slice(0, most);
}

function wrongType(wanted: string, value: unknown, look: Look): ServiceException {
  const got = value === null ? 'null' : Array.isArray(value) ? 'a list' : describe(value);
  return new ServiceException('SerializationException', `Expected ${wanted} at '${toText(look)}', got ${got}`);
}

function describe(value: unknown): string {
  if (typeof value === 'string') return `the string '${abbreviate(value)}'`;
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${abbreviate(String(value))}`;
  return typeof value === 'boolean' ? `the boolean ${value}` : 'an object';
}
