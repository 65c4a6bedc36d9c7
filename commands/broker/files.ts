import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Args, Context, Flag } from '#commands/context';
import { RingproofError } from '#core/errors';

export const LEDGER_FLAG: Record<string, Flag> = {
  ledger: { type: 'string', value: 'FILE', help: 'the ledger file (default .ringproof/ledger.db)' },
};

/** The file that a verb is about, from its only word. @throws RingproofError RP_USAGE_MISSING. */
export function fileOperand(verb: string, args: Args, { cwd }: Context): string {
  const [file] = args.positionals;
  if (file === undefined || file === '') throw new RingproofError('RP_USAGE_MISSING', { verb, what: 'a file' });
  return resolve(cwd, file);
}

export const sizeOf = (file: string): number => statSync(file).size;

export const BACKED_UP = ({ facts, lastFactAt }: { facts: number; lastFactAt: number | undefined }, bytes: number): string =>
  `${facts} facts, ${(bytes / 1e6).toFixed(1)} MB${lastFactAt === undefined ? '' : `, the last of ${new Date(lastFactAt).toISOString()}`}`;
