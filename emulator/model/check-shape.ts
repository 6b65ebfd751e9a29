import { ServiceException } from './exceptions.ts';
import type { Shape, Structure } from './shapes.ts';

/** What a look at a request found: constraints that it violates, and members that the model does not know. */
interface Findings {
  readonly violations: string[];
  readonly unknownMembers: string[];
}

const MAX_LONG = 2n ** 63n - 1n;
const MIN_LONG = -(2n ** 63n);
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
/** JSON has no literals for these three; SDKs send them as text (contract 1.3). */
const DOUBLE_TEXTS = new Set(['NaN', 'Infinity', '-Infinity']);

/**
 * Checks a decoded request body against the model, because SDKs check next to nothing (contract 1.3).
 * Members that are null are removed from the body.
 *
 * @returns the paths of members that the model does not know: AWS's protocol ignores them, the log tells them.
 * @throws ServiceException SerializationException for a wrong JSON type; ValidationException for everything that
 *   breaks a constraint, all of them in one text (contract 9: the usual text of other AWS services).
 */
export function checkShape(body: unknown, shape: Structure): string[] {
  const findings: Findings = { violations: [], unknownMembers: [] };
  checkStructure(body, shape, '', findings);
  const { violations, unknownMembers } = findings;
  if (violations.length > 0) {
    const errors = violations.length === 1 ? 'error' : 'errors';
    throw new ServiceException(
      'ValidationException',
      `${violations.length} validation ${errors} detected: ${violations.join('; ')}`,
    );
  }
  return unknownMembers;
}

function check(value: unknown, shape: Shape, path: string, findings: Findings): void {
  switch (shape.kind) {
    case 'structure':
    case 'union':
      return checkStructure(value, shape, path, findings);
    case 'list':
      if (!Array.isArray(value)) throw wrongType(path, 'a list', value);
      return value.forEach((item, index) => check(item, shape.of, `${path}.${index + 1}.member`, findings));
    case 'string':
      if (typeof value !== 'string') throw wrongType(path, 'a string', value);
      return checkText(value, shape, path, findings);
    case 'boolean':
      if (typeof value !== 'boolean') throw wrongType(path, 'a boolean', value);
      return;
    case 'long':
      if (!isLong(value)) throw wrongType(path, 'a 64-bit integer', value);
      return;
    case 'double':
      if (!isDouble(value)) throw wrongType(path, 'a number', value);
      return;
    case 'blob':
      if (!isBase64(value)) throw wrongType(path, 'base64 text', value);
      return;
  }
}

function checkStructure(value: unknown, shape: Structure, path: string, findings: Findings): void {
  if (!isObject(value)) throw wrongType(path, 'an object', value);
  let known = 0;
  for (const [name, member] of Object.entries(value)) {
    // An explicit null is an absent member, in all of AWS's JSON protocols: from here on it is one.
    if (member === null) {
      delete value[name];
      continue;
    }
    const memberPath = path === '' ? name : `${path}.${name}`;
    const memberShape = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
    if (memberShape === undefined) findings.unknownMembers.push(memberPath);
    else {
      known += 1;
      check(member, memberShape, memberPath, findings);
    }
  }
  for (const name of shape.required ?? []) {
    if (value[name] === undefined) {
      findings.violations.push(`Value null at '${name}' failed to satisfy constraint: Member must not be null`);
    }
  }
  if (shape.kind === 'union' && known !== 1) {
    findings.violations.push(
      `Value at '${path}' failed to satisfy constraint: Member must have exactly one of [${Object.keys(shape.members).join(', ')}], got ${known}`,
    );
  }
}

function checkText(value: string, shape: Extract<Shape, { kind: 'string' }>, path: string, findings: Findings): void {
  if (shape.min !== undefined && value.length < shape.min) {
    findings.violations.push(violated(`Member must have length greater than or equal to ${shape.min}`, value, path));
  }
  if (shape.max !== undefined && value.length > shape.max) {
    findings.violations.push(violated(`Member must have length less than or equal to ${shape.max}`, value, path));
  }
  if (shape.oneOf !== undefined && !shape.oneOf.includes(value)) {
    findings.violations.push(violated(`Member must satisfy enum value set: [${shape.oneOf.join(', ')}]`, value, path));
  }
}

function violated(constraint: string, value: string, path: string): string {
  return `Value '${abbreviate(value)}' at '${path}' failed to satisfy constraint: ${constraint}`;
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

function abbreviate(value: string): string {
  return value.length > 100 ? `${value.slice(0, 100)}...` : value;
}

function wrongType(path: string, wanted: string, value: unknown): ServiceException {
  const got = value === null ? 'null' : Array.isArray(value) ? 'a list' : describe(value);
  return new ServiceException('SerializationException', `Expected ${wanted} at '${path}', got ${got}`);
}

function describe(value: unknown): string {
  if (typeof value === 'string') return `the string '${abbreviate(value)}'`;
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`;
  return typeof value === 'boolean' ? `the boolean ${value}` : 'an object';
}
