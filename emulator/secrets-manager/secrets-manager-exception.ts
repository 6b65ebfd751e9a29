type SecretsManagerExceptionName = 'ResourceNotFoundException' | 'UnknownOperationException' | 'ValidationException';

/** A refusal of Secrets Manager, whose protocol (AWS JSON 1.1) has the name in the body and always status 400. */
export class SecretsManagerException extends Error {
  override readonly name: SecretsManagerExceptionName;
  /** The body of the answer, JSON text. */
  readonly body: string;

  constructor(name: SecretsManagerExceptionName, message: string) {
    super(message);
    this.name = name;
    // The service's own exceptions spell the member with a capital; those of the checks before it do not.
    const member = name === 'ResourceNotFoundException' ? 'Message' : 'message';
    this.body = JSON.stringify({ __type: name, [member]: message });
  }
}
