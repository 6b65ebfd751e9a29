import yoctoSpinner from 'yocto-spinner';

/** Tells a person what is going on, on standard error: a spinner on a terminal, lines elsewhere. */
export interface Progress {
  /** Whether it is a spinner: small steps are only for one. */
  readonly isLive: boolean;
  readonly step: (text: string) => void;
  /** Ends it; what comes next is printed below. */
  readonly done: () => void;
}

/** @returns one for this process's standard error; it shows nothing before the first step. */
export function createProgress(): Progress {
  const spinner = yoctoSpinner({ stream: process.stderr });
  return {
    isLive: process.stderr.isTTY,
    step(text) {
      if (!process.stderr.isTTY) process.stderr.write(`${text}\n`);
      else if (spinner.isSpinning) spinner.text = text;
      else spinner.start(text);
    },
    done: () => void spinner.stop(),
  };
}
