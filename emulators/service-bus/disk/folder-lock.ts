import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { RingproofError } from '#core/errors';

/** Folders that emulators of this process have open. */
const mine = new Set<string>();

/**
 * Makes sure that one emulator at a time writes to a folder; the returned function gives it back.
 * @throws RingproofError `RP_DATA_IN_USE`
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'lock');
  for (;;) {
    try {
      const fd = openSync(file, 'wx');
      writeSync(fd, String(process.pid));
      closeSync(fd);
      break;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
      const owner = Number(readOwner(file));
      // In a container every process may have the same id, so one's own, from an earlier life, is no owner.
      if (mine.has(folder) || (owner !== process.pid && isAlive(owner))) throw new RingproofError('RP_DATA_IN_USE', { folder, owner, file });
      rmSync(file, { force: true });
    }
  }
  mine.add(folder);
  return () => {
    mine.delete(folder);
    rmSync(file, { force: true });
  };
}

function readOwner(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
