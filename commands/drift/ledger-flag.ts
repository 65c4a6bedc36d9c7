import { resolve } from 'node:path';
import type { Args, Context, Flag } from '#commands/context';
import { LEDGER_FILE } from '#ring2/drift/provision/ledger';

export const LEDGER_FLAG: Record<string, Flag> = {
  'cleanup-ledger': { type: 'string', value: 'FILE', help: `the clean-up ledger (default ${LEDGER_FILE})` },
};

export const ledgerOf = (args: Args, { cwd }: Pick<Context, 'cwd'>): string => resolve(cwd, args.text('cleanup-ledger') ?? LEDGER_FILE);
