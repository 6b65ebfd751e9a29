const STATUSES = {
  InvalidParameterValueException: 400,
  InvalidRequestContentException: 400,
  RequestTooLargeException: 413,
  ResourceNotFoundException: 404,
  ValidationException: 400,
} as const;

/** An invocation that did not take place. */
export class InvokeException extends Error {
  override readonly name: keyof typeof STATUSES;
  readonly status: number;

  constructor(name: keyof typeof STATUSES, message: string) {
    super(message);
    this.name = name;
    this.status = STATUSES[name];
  }
}
