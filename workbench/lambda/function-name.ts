/** A name, a partial ARN or an ARN, each with or without a version or alias, as the API of Lambda takes it. */
const FUNCTION_NAME =
  /^(?:arn:aws[a-z-]*:lambda:)?(?:[a-z]{2}(?:-[a-z]+)+-\d:)?(?:\d{12}:)?(?:function:)?([\w-]+)(?::(?:\$LATEST|[\w-]+))?$/;

/** @returns the bare name of a function; undefined where the text names none. There is one version of each only. */
export function toFunctionName(text: string): string | undefined {
  return FUNCTION_NAME.exec(text)?.[1];
}
