import { InvalidSettingError } from '../invalid-setting-error.ts';

/** Who may call, and from where a signature has to be. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

const DEFAULT_REGION = 'us-east-1';
const FORM = /^(?<accessKeyId>[\w-]+):(?<secretAccessKey>[^@\s]+?)(?:@(?<region>[a-z\d-]+))?$/;

/**
 * Reads `access-key-id:secret-access-key`, or the same with `@region` behind it.
 *
 * @throws InvalidSettingError which shows the form and not what was given: that is a secret.
 */
export function toCredentials(text: string): Credentials {
  const { accessKeyId, secretAccessKey, region = DEFAULT_REGION } = FORM.exec(text)?.groups ?? {};
  if (accessKeyId !== undefined && secretAccessKey !== undefined) return { accessKeyId, secretAccessKey, region };
  throw new InvalidSettingError('credentials are access-key-id:secret-access-key, with @region behind them or not');
}
