import { closeSync, fstatSync, openSync } from 'node:fs';
import { RingproofError } from '#core/errors';
import { type Contents, contentsSink } from '#emulators/service-bus/disk/contents';
import { journalFile, numbersIn, snapshotFile } from '#emulators/service-bus/disk/files';
import { MAGIC, readFrames } from '#emulators/service-bus/disk/frames';
import { type RecordSink, readRecords } from '#emulators/service-bus/disk/records';

export interface Found {
  contents: Contents;
  /** The journal to continue, and where its last whole frame ends; 0 for a new one. */
  journal: number;
  length: number;
  /** The first file that counts. */
  base: number;
  /** All bytes that were read. */
  size: number;
}

/**
 * Reads a data folder. A torn tail, which only the last journal that holds anything can have, is left out.
 * @throws RingproofError `RP_DATA_CORRUPT`
 */
export function readFolder(folder: string): Found {
  const { journals, snapshots } = numbersIn(folder);
  const base = snapshots.at(-1);
  const sink = contentsSink();
  let size = 0;
  if (base !== undefined) {
    const file = snapshotFile(folder, base);
    const { end, tail } = readInto(file, sink);
    if (tail !== 'none' || !sink.ended()) throw corrupt(file, end);
    size += end;
  }
  let journal = base ?? 1;
  let length = 0;
  let torn: RingproofError | undefined;
  for (const number of journals.filter((one) => one >= (base ?? 0))) {
    const file = journalFile(folder, number);
    const { end, tail } = readInto(file, sink);
    if (tail === 'corrupt') throw corrupt(file, end);
    // Begun by a compaction that the process or the disk did not outlast: the one before it was still written to.
    if (end <= MAGIC.length) continue;
    if (torn) throw torn;
    if (tail === 'torn') torn = corrupt(file, end);
    [journal, length] = [number, end];
    size += end;
  }
  return { contents: sink.contents(), journal, base: base ?? 0, length, size };
}

function readInto(file: string, sink: RecordSink) {
  const fd = openSync(file, 'r');
  const paths = new Map<number, string>();
  try {
    return readFrames(fd, fstatSync(fd).size, (payload) => readRecords(payload, paths, sink));
  } catch (thrown) {
    if (thrown instanceof RangeError) throw corrupt(file, undefined, thrown);
    throw thrown;
  } finally {
    closeSync(fd);
  }
}

const corrupt = (file: string, at: number | undefined, cause?: unknown) =>
  new RingproofError('RP_DATA_CORRUPT', { file, reason: at === undefined ? 'a record cannot be read' : `what follows byte ${at} is not what was written` }, cause);
