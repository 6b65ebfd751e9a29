import type { Command } from 'commander';

/** Commander's own beginning, which names the option and quotes the value. */
const BEGINNING = new RegExp(
  [
    "^error: option '(?:-\\w, )?(--[\\w-]+)[^']*' argument '[^]*?' is invalid\\. ",
    "^error: option '[^']+' value '[^]*?' from env '(\\w+)' is invalid\\. ",
    "^error: command-argument value '[^]*?' is invalid for argument '([\\w-]+)'\\. ",
  ].join('|'),
);

/**
 * Makes errors of the command line short: `error: --port is a number from 0 to 65535, got "abc"`, and below it where the options
 * are explained.
 *
 * @param program before commands are added: they inherit it.
 */
export function makeErrorsPlain(program: Command): void {
  program.configureOutput({ outputError: (text, write) => write(toPlainError(text)) });
}

/** Adds to every command and those below it where its options are explained. */
export function addHints(command: Command, path = command.name()): void {
  command.showHelpAfterError(`See: ${path} --help`);
  for (const each of command.commands) addHints(each, `${path} ${each.name()}`);
}

/** What throws an InvalidArgumentError goes on where this stops: `is a number ...`. */
function toPlainError(text: string): string {
  return text
    .replace(BEGINNING, (_, option?: string, variable?: string, argument?: string) => {
      return `error: ${option ?? variable ?? argument} `;
    })
    .replace(/Allowed choices are (.*)\./, 'is one of $1');
}
