import { closeSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

// A journal continues where the snapshot of the same number stands; the first has none before it.

const NAME = /^(journal|snapshot)-(\d{8})\.log$/;
const name = (kind: 'journal' | 'snapshot', number: number) => `${kind}-${String(number).padStart(8, '0')}.log`;

export const journalFile = (folder: string, number: number): string => join(folder, name('journal', number));
export const snapshotFile = (folder: string, number: number): string => join(folder, name('snapshot', number));

/** The numbers of journals and snapshots, ascending. */
export function numbersIn(folder: string): { journals: number[]; snapshots: number[] } {
  const found = readdirSync(folder).map((file) => NAME.exec(file));
  const of = (kind: string) => found.flatMap((match) => (match?.[1] === kind ? [Number(match[2])] : [])).sort((a, b) => a - b);
  return { journals: of('journal'), snapshots: of('snapshot') };
}

/** Removes what a newer snapshot stands for, and snapshots that were never finished. */
export function removeBefore(folder: string, number: number): void {
  for (const file of readdirSync(folder)) {
    const match = NAME.exec(file);
    if (file.endsWith('.tmp') || (match && Number(match[2]) < number)) rmSync(join(folder, file), { force: true });
  }
}

/** Makes files that were made, renamed or removed stay so. */
export function syncFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
