/** @returns a name between backticks. */
export function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
