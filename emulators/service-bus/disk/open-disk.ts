import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { RingproofError, reasonOf } from '#core/errors';
import { AppendFile } from '#emulators/service-bus/disk/append-file';
import { defineEntities, describeEntities } from '#emulators/service-bus/disk/definitions';
import { type Usage, diskLog, recordSize } from '#emulators/service-bus/disk/disk-log';
import { journalFile, removeBefore, snapshotFile, syncFolder } from '#emulators/service-bus/disk/files';
import { lockFolder } from '#emulators/service-bus/disk/folder-lock';
import { GroupCommit, type Safe } from '#emulators/service-bus/disk/group-commit';
import { type Found, readFolder } from '#emulators/service-bus/disk/read-folder';
import { writeSnapshot } from '#emulators/service-bus/disk/snapshot';
import type { Namespace } from '#emulators/service-bus/state/namespace';
import { NO_LOG } from '#emulators/service-bus/state/log';
import { restore } from '#emulators/service-bus/state/restore';

export interface Disk {
  /** Calls back when everything that happened so far would survive the process. */
  safe: (then: Safe) => void;
  /** Why nothing can be written any more. */
  failure(): Error | undefined;
  /** Writes what is left; whatever happens in the namespace afterwards is not written. */
  close(): Promise<void>;
}

/** Below this size a journal full of garbage is read faster than it is replaced. */
const LEAST_SIZE = 16 * 1024 * 1024;

/**
 * Fills a namespace with what a folder holds and writes down what happens in it from then on. `leastSize` is the number
 * of bytes below which files are not compacted.
 * @throws RingproofError `RP_DATA_CORRUPT`, `RP_DATA_IN_USE`, `RP_FILE_UNWRITABLE`
 */
export function openDisk(given: string, namespace: Namespace, leastSize = LEAST_SIZE): Disk {
  const folder = resolve(given);
  const unlock = claim(folder);
  try {
    return opened(folder, namespace, leastSize, unlock);
  } catch (thrown) {
    unlock();
    throw thrown;
  }
}

function claim(folder: string): () => void {
  try {
    mkdirSync(folder, { recursive: true });
    return lockFolder(folder);
  } catch (thrown) {
    if (thrown instanceof RingproofError) throw thrown;
    throw new RingproofError('RP_FILE_UNWRITABLE', { file: folder, reason: reasonOf(thrown) }, thrown);
  }
}

function opened(folder: string, namespace: Namespace, leastSize: number, unlock: () => void): Disk {
  const found = readFolder(folder);
  removeBefore(folder, found.base);
  const usage: Usage = { live: fill(namespace, found) };
  let journal = found.journal;
  let earlier = found.size - found.length;
  let least = leastSize;
  let compacting: Promise<void> | undefined;

  const compact = async () => {
    journal += 1;
    const next = new AppendFile(journalFile(folder, journal));
    syncFolder(folder);
    const old = await commit.switchTo(next);
    earlier += old.length;
    await old.close();
    const safe = () => new Promise<void>((done, failed) => commit.safe((failure) => (failure ? failed(failure) : done())));
    earlier = await writeSnapshot(namespace, snapshotFile(folder, journal), safe);
    syncFolder(folder);
    removeBefore(folder, journal);
  };
  const committed = (file: AppendFile) => {
    const size = earlier + file.length;
    if (compacting || size < least || size < 2 * usage.live) return;
    // A snapshot that fails is no loss, the journal is complete without it; but it is not tried again at once.
    compacting = compact().catch(() => { least = 2 * size; }).finally(() => { compacting = undefined; });
  };
  const commit = new GroupCommit(new AppendFile(journalFile(folder, journal), found.length), committed);
  syncFolder(folder);
  namespace.useLog(diskLog(commit, usage, () => describeEntities(namespace)));
  commit.records.entities(describeEntities(namespace));
  return {
    safe: (then) => commit.safe(then),
    failure: () => commit.failure,
    async close() {
      namespace.useLog(NO_LOG);
      await compacting;
      await commit.close();
      unlock();
    },
  };
}

/** Returns the size of what is there. */
function fill(namespace: Namespace, { contents: { entities, queues } }: Found): number {
  if (entities !== undefined) defineEntities(namespace, entities);
  let live = 0;
  for (const [path, saved] of queues) {
    const queue = namespace.find(path);
    if (!queue) continue;
    restore(queue, saved);
    for (const message of saved.messages.values()) live += recordSize(message);
  }
  return live;
}
