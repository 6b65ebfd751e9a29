/** A setting that cannot be used. Its message is for the person who set it. */
export class InvalidSettingError extends Error {
  override readonly name = 'InvalidSettingError';
}
