import { GLOBAL_FLAGS } from '#commands/args';
import type { Command, Flag } from '#commands/context';

/** The help text of one verb. */
export function helpOf(verb: string, command: Command): string {
  const lines = Object.entries({ ...command.flags, ...GLOBAL_FLAGS }).map(([name, flag]) => `  ${term(name, flag).padEnd(42)} ${flag.help}`);
  return `Usage: ringproof ${verb} ${command.usage}\n\n${command.about}\n\n${lines.join('\n')}\n`;
}

const term = (name: string, { short, value }: Flag) => `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
