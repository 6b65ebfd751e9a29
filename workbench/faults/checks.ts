/** An order of a fault that cannot be carried out. Its message is for whoever gave it. */
export class InvalidFaultError extends Error {
  override readonly name = 'InvalidFaultError';
}

/** Checks one member of an order. @throws InvalidFaultError which names it. */
export type Check = (value: unknown, name: string) => void;

/** @returns the check for a text, one of those where there are some. */
export function oneOf(...allowed: readonly string[]): Check {
  return (value, name) => {
    if (typeof value !== 'string' || !allowed.includes(value)) refuse(name, `one of ${allowed.join(', ')}`, value);
  };
}

/** The check for any text. */
export function text(value: unknown, name: string): void {
  if (typeof value !== 'string') refuse(name, 'a text', value);
}

/** @returns the check for a number. */
export function number(least: number, most: number): Check {
  return (value, name) => {
    if (typeof value === 'number' && value >= least && value <= most) return;
    refuse(name, `a number from ${least} to ${most}`, value);
  };
}

/** @returns the check for a number without a fraction. */
export function integer(least: number, most: number): Check {
  return (value, name) => {
    if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return;
    refuse(name, `a whole number from ${least} to ${most}`, value);
  };
}

/** @returns the check for a list that is not empty. */
export function listOf(check: Check): Check {
  return (value, name) => {
    if (!Array.isArray(value) || value.length === 0) return refuse(name, 'a list, and not an empty one', value);
    value.forEach((item) => check(item, name));
  };
}

/** The check for the text of a regular expression. */
export function pattern(value: unknown, name: string): void {
  text(value, name);
  try {
    RegExp(String(value));
  } catch (error) {
    refuse(name, `a regular expression (${error instanceof Error ? error.message : String(error)})`, value);
  }
}

/** @throws InvalidFaultError for what is no object: most often a body that was not sent as JSON. */
export function checkObject(value: unknown): asserts value is Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw new InvalidFaultError('The body is a JSON object, sent with Content-Type: application/json');
}

/** @returns the object, if it has no members but these, and those that it needs. */
export function checkMembers(
  value: unknown,
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): object {
  checkObject(value);
  const checks: Readonly<Record<string, Check>> = { ...required, ...optional };
  for (const [name, member] of Object.entries(value)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) {
      throw new InvalidFaultError(`${name} is none of its members: ${Object.keys(checks).join(', ')}`);
    }
    check(member, name);
  }
  for (const [name, check] of Object.entries(required)) if (!Object.hasOwn(value, name)) check(undefined, name);
  return value;
}

function refuse(name: string, rule: string, value: unknown): never {
  const what = value === undefined ? `is missing: ${rule}` : `is ${rule}, got ${JSON.stringify(value)}`;
  throw new InvalidFaultError(`${name} ${what}`);
}
