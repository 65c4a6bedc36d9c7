import { renameSync } from 'node:fs';
import { AppendFile } from '#emulators/service-bus/disk/append-file';
import { ByteWriter } from '#emulators/service-bus/disk/byte-writer';
import { describeEntities } from '#emulators/service-bus/disk/definitions';
import { FRAME_HEAD, frameHead } from '#emulators/service-bus/disk/frames';
import { RecordWriter } from '#emulators/service-bus/disk/records';
import { type Namespace, withSubQueues } from '#emulators/service-bus/state/namespace';

const FRAME = 1024 * 1024;

/**
 * Writes everything that a namespace holds, piece by piece while it goes on. What changes meanwhile is in the journal
 * that was begun before, which `safe` says is on the disk; only then does the snapshot get its name.
 */
export async function writeSnapshot(namespace: Namespace, path: string, safe: () => Promise<void>): Promise<number> {
  const file = new AppendFile(`${path}.tmp`);
  const records = new RecordWriter();
  try {
    begin(records.out);
    records.entities(describeEntities(namespace));
    for (const queue of namespace.entities().flatMap(withSubQueues)) {
      records.counter(queue.name, queue.lastSequenceNumber);
      for (const { id, state, stateUpdatedAt } of queue.sessions.values()) if (state) records.session(queue.name, id, state, stateUpdatedAt);
      for (const message of queue.messages.values()) {
        records.stored(queue.name, message);
        if (records.out.length > FRAME) await flush(file, records.out);
      }
    }
    records.end();
    await flush(file, records.out);
    await safe();
  } finally {
    await file.close();
  }
  renameSync(`${path}.tmp`, path);
  return file.length;
}

function begin(out: ByteWriter): void {
  out.clear();
  out.count(0);
  out.count(0);
}

async function flush(file: AppendFile, out: ByteWriter): Promise<void> {
  const { length, checksum } = frameHead(out.view(FRAME_HEAD));
  out.overwriteCount(0, length);
  out.overwriteCount(4, checksum);
  await new Promise<void>((resolve, reject) => file.append(out.view(), (failure) => (failure ? reject(failure) : resolve())));
  begin(out);
}
