import { closeSync, openSync, readSync, statSync } from 'node:fs';

const identity = (file: string): string | undefined => {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found && `${found.dev}:${found.ino}`;
};

/** Gives a question: is the file still the one it is now? SQLite goes on writing to a file that was deleted, and all of it would be lost. */
export function isSameFile(file: string): () => boolean {
  const opened = file === ':memory:' ? undefined : identity(file);
  return () => opened === undefined || identity(file) === opened;
}

const MAGIC = 'SQLite format 3\0';

/** Whether the file begins as a SQLite database does: then it was one, however damaged it is. https://sqlite.org/fileformat.html */
export function beginsAsSqlite(file: string): boolean {
  const bytes = Buffer.alloc(MAGIC.length);
  try {
    const opened = openSync(file, 'r');
    readSync(opened, bytes, 0, bytes.length, 0);
    closeSync(opened);
  } catch {
    return false;
  }
  return bytes.toString('latin1') === MAGIC;
}
