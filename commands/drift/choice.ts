import type { Args } from '#commands/context';
import { RingproofError } from '#core/errors';

/** A flag that is one of some words, or RP_USAGE_VALUE. */
export function choice<Word extends string>(args: Args, flag: string, words: readonly Word[]): Word | undefined {
  const text = args.text(flag);
  const found = words.find((word) => word === text);
  if (text !== undefined && found === undefined) throw new RingproofError('RP_USAGE_VALUE', { flag: `--${flag}`, value: text, expected: `One of ${words.join(', ')}.` });
  return found;
}
