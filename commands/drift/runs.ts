import { join } from 'node:path';
import type { Context } from '#commands/context';

/** Where drift runs leave their traces, beside the ledger. */
export const driftRunsFile = ({ cwd }: Pick<Context, 'cwd'>): string => join(cwd, '.ringproof', 'drift-runs.jsonl');
