import type { Args, Command, Flag } from '#commands/context';
import { RingproofError } from '#core/errors';
import { nearest } from '#core/nearest';

/** Flags of every verb. */
export const GLOBAL_FLAGS: Record<string, Flag> = {
  json: { type: 'boolean', help: 'one JSON document on stdout and nothing else there' },
  report: { type: 'string', multiple: true, value: 'FILE', help: 'write a report: .xml (JUnit), .md, .html, .json; may be repeated' },
  help: { type: 'boolean', short: 'h', help: 'this text' },
};

/**
 * Reads a verb's own arguments.
 * @throws RingproofError RP_USAGE_FLAG for a flag the verb does not have, RP_USAGE_VALUE for a missing or superfluous value,
 * RP_USAGE_EXTRA for a word too many, RP_USAGE_MISSING for a `--` with nothing behind it.
 */
export function readArgs(verb: string, command: Command, argv: string[]): Args {
  const flags = { ...GLOBAL_FLAGS, ...command.flags };
  const parsed = parseOrExplain(verb, flags, argv);
  const terminator = parsed.tokens.find(({ kind }) => kind === 'option-terminator');
  const before = parsed.tokens.flatMap((token) => (token.kind === 'positional' && (!terminator || token.index < terminator.index) ? [token.value] : []));
  const behind = terminator ? argv.slice(terminator.index + 1) : [];
  const extra = before[command.operands ?? 0] ?? (command.takesCommand ? undefined : behind[0]);
  if (extra !== undefined) throw new RingproofError('RP_USAGE_EXTRA', { verb, word: extra });
  if (terminator && command.takesCommand && behind.length === 0) throw new RingproofError('RP_USAGE_MISSING', { verb, what: 'a command behind `--`' });
  const values = parsed.values as Record<string, string | boolean | (string | boolean)[] | undefined>;
  return {
    positionals: before,
    command: behind,
    text: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    texts: (name) => [values[name] ?? []].flat().map(String),
    on: (name) => values[name] === true,
  };
}

function parseOrExplain(verb: string, flags: Record<string, Flag>, argv: string[]) {
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { type, short, multiple }]) => [name, { type, ...(short && { short }), ...(multiple && { multiple }) }]),
  );
  try {
    // Importing node:util makes everything that is in it: a seventh of a bare start.
    const { parseArgs } = process.getBuiltinModule('node:util');
    return parseArgs({ args: argv, options, allowPositionals: true, tokens: true });
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    const flag = /'(-{1,2}[^\s',]+)/.exec(message)?.[1] ?? argv.find((word) => word.startsWith('-')) ?? '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      throw new RingproofError('RP_USAGE_FLAG', { verb, flag, nearest: nearest(flag, Object.keys(flags).map((name) => `--${name}`)) ?? '--help' });
    }
    if (code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') throw thrown;
    const known = flags[flag.replace(/^-+/, '')];
    const expected = known?.type === 'boolean' ? `${flag} takes no value.` : `${flag} needs a value: ${flag} ${known?.value ?? 'VALUE'}.`;
    throw new RingproofError('RP_USAGE_VALUE', { flag, value: known?.type === 'boolean' ? 'a value' : 'nothing', expected });
  }
}

/** A flag's text, or RP_USAGE_MISSING. */
export function need(verb: string, args: Args, flag: string, fallback?: string): string {
  const value = args.text(flag) ?? fallback;
  if (value === undefined || value === '') throw new RingproofError('RP_USAGE_MISSING', { verb, what: `--${flag}` });
  return value;
}

/** A flag that is a whole number within bounds, or RP_USAGE_VALUE. */
export function wholeNumber(args: Args, flag: string, fallback: number, [min, max]: [number, number] = [0, 65_535]): number {
  const text = args.text(flag);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new RingproofError('RP_USAGE_VALUE', { flag: `--${flag}`, value: text, expected: `A whole number from ${min} to ${max}.` });
}

const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440, w: 10_080 };

/** A flag that is an age, in milliseconds, or RP_USAGE_VALUE. */
export function age(args: Args, flag: string): number | undefined {
  const text = args.text(flag);
  if (text === undefined) return undefined;
  const [, count, unit = ''] = /^(\d+)([mhdw])$/.exec(text) ?? [];
  const minutes = MINUTES[unit];
  if (!count || !minutes) throw new RingproofError('RP_USAGE_VALUE', { flag: `--${flag}`, value: text, expected: 'A number with m, h, d or w, such as 7d.' });
  return Number(count) * minutes * 60_000;
}

/** `name@version`, wherever Pact takes `--pacticipant P --version V`. */
export function pacticipantVersion(verb: string, args: Args): { pacticipant: string; version: string } {
  const [first] = args.positionals;
  const at = first?.lastIndexOf('@') ?? -1;
  if (first && at > 0 && at < first.length - 1) return { pacticipant: first.slice(0, at), version: first.slice(at + 1) };
  return { pacticipant: need(verb, args, 'pacticipant', first), version: need(verb, args, 'version') };
}
