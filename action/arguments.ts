import { nearest } from '#core/nearest';

/** The verbs that the action runs. The others are for a terminal, or serve until they are stopped. */
export const RUNS = ['record', 'publish', 'verify', 'can-i-deploy', 'can-i-merge', 'record-deployment', 'diff', 'drift', 'ring1', 'ring2', 'ring3'] as const;

export interface Inputs {
  run: string;
  /** One argument a line, as in `--provider backend`: what follows the first space is the flag's value, whatever it holds. */
  args: string;
  /** With `record`: a line of shell that runs the consumer. */
  command: string;
}

/**
 * The words behind `ringproof`. No shell reads them: a branch may be called `$(reboot)`.
 * @throws Error for a verb that the action does not run, and for a command that no verb takes
 */
export function argumentsOf({ run, args, command }: Inputs): string[] {
  if (!(RUNS as readonly string[]).includes(run)) throw new Error(`run: "${run}" is not one of ${RUNS.join(', ')}. Did you mean "${nearest(run, RUNS)}"?`);
  if (command && run !== 'record') throw new Error(`command: only \`run: record\` runs a command, not \`run: ${run}\`.`);
  const words = args.split(/\r?\n/).map((line) => line.trim()).filter(Boolean).flatMap(wordsOf);
  return [run, ...words, ...(command ? ['--', 'bash', '-euo', 'pipefail', '-c', command] : [])];
}

function wordsOf(line: string): string[] {
  const [, flag, value] = /^(--[\w-]+)[ \t]+(.*)$/.exec(line) ?? [];
  // `--flag=value`, so that a value which begins with a dash is still a value.
  return flag === undefined ? [line] : [`${flag}=${value}`];
}
