import { readFileSync } from 'node:fs';

/** ringproof's own version, from the package.json that this file was installed with. */
export const version = (): string =>
  (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version;
