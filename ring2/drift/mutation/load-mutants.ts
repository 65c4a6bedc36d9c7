import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Mutant } from '#ring2/drift/mutation/mutant';

const FOLDER = new URL('../mutants/', import.meta.url);

/** All mutants, one per file below the folder mutants/, by name. */
export async function loadMutants(): Promise<Mutant[]> {
  const files = (await readdir(FOLDER, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const mutants = await Promise.all(files.map(async (file) => {
    const { default: mutant } = (await import(new URL(file, FOLDER).href)) as { default?: Mutant };
    if (mutant?.name !== basename(file, '.ts')) throw new Error(`${file} must export a mutant of its own name as default`);
    return mutant;
  }));
  return mutants.sort((a, b) => (a.name < b.name ? -1 : 1));
}
