import { readFileSync } from 'node:fs';

/** The version of the ringproof that writes: a ledger names it to programs that are too old to read it. */
export const writtenBy = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version;
