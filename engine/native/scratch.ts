import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RingproofError, reasonOf } from '#core/errors';

/** A private folder for the engine's files, gone when disposed. */
export interface Scratch extends Disposable {
  path: string;
  /** A new empty folder in it: two writers in one folder lose each other's interactions. */
  folder(): string;
}

/** @throws RingproofError `RP_FILE_UNWRITABLE` when the temporary folder is full or read-only */
export function createScratch(): Scratch {
  const path = writable(tmpdir(), () => mkdtempSync(join(tmpdir(), 'ringproof-')));
  let count = 0;
  return {
    path,
    folder() {
      const folder = join(path, String(count++));
      writable(folder, () => mkdirSync(folder));
      return folder;
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

function writable<T>(file: string, write: () => T): T {
  try {
    return write();
  } catch (problem) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(problem) }, problem);
  }
}
