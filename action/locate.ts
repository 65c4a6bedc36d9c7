import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locate } from './annotations.ts';

/** The file of the contract where there is one, else the pact: a person edits the first. */
const PLACES = ['contracts/NAME.ts', 'contracts/NAME.mts', 'contracts/NAME.js', 'contracts/NAME.mjs', 'pacts/NAME.json'];

/** Finds interactions in the files of a repository; `below` is the folder in it that holds contracts and pacts. */
export function locateIn(root: string, below: string): Locate {
  return (contract, interaction) => {
    if (!/^[\w.-]+$/.test(contract)) return undefined;
    for (const place of PLACES) {
      const file = join(below, place.replace('NAME', contract)).replaceAll('\\', '/');
      if (!existsSync(join(root, file))) continue;
      const found = interaction === '' ? -1 : readFileSync(join(root, file), 'utf8').split('\n').findIndex((text) => text.includes(interaction));
      return { file, line: Math.max(found, 0) + 1 };
    }
    return undefined;
  };
}
