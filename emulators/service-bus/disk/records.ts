import { ByteReader } from '#emulators/service-bus/disk/byte-reader';
import { ByteWriter } from '#emulators/service-bus/disk/byte-writer';
import { readChange, readMessage, writeChange, writeMessage } from '#emulators/service-bus/disk/message-record';
import type { Message } from '#emulators/service-bus/state/message';
import type { MessageChange, SavedMessage, SavedSession } from '#emulators/service-bus/state/saved';

const BIND = 1;
const STORED = 2;
const CHANGED = 3;
const REMOVED = 4;
const EMPTIED = 5;
const SESSION = 6;
const COUNTER = 7;
const ENTITIES = 8;
const END = 9;

/** Writes records; each path is spelt out once in a file and is a number from then on. */
export class RecordWriter {
  out: ByteWriter;
  readonly #paths = new Map<string, number>();

  constructor(out = new ByteWriter()) {
    this.out = out;
  }

  stored(path: string, message: Message): void {
    this.#begin(STORED, path);
    this.out.number(message.sequenceNumber);
    writeMessage(this.out, message);
  }

  changed(path: string, sequenceNumber: number, change: MessageChange): void {
    this.#begin(CHANGED, path);
    this.out.number(sequenceNumber);
    writeChange(this.out, change);
  }

  removed(path: string, sequenceNumber: number): void {
    this.#begin(REMOVED, path);
    this.out.number(sequenceNumber);
  }

  emptied(path: string): void {
    this.#begin(EMPTIED, path);
  }

  session(path: string, id: string, state: Uint8Array | null, updatedAt: number): void {
    this.#begin(SESSION, path);
    this.out.text(id);
    this.out.byte(state === null ? 0 : 1);
    if (state !== null) this.out.bytes(state);
    this.out.number(updatedAt);
  }

  counter(path: string, lastSequenceNumber: number): void {
    this.#begin(COUNTER, path);
    this.out.number(lastSequenceNumber);
  }

  entities(json: string): void {
    this.out.byte(ENTITIES);
    this.out.text(json);
  }

  /** A snapshot without it was never finished. */
  end(): void {
    this.out.byte(END);
  }

  #begin(type: number, path: string): void {
    let id = this.#paths.get(path);
    if (id === undefined) {
      this.#paths.set(path, id = this.#paths.size);
      this.out.byte(BIND);
      this.out.count(id);
      this.out.text(path);
    }
    this.out.byte(type);
    this.out.count(id);
  }
}

/** What a file of records is read into. */
export interface RecordSink {
  stored(path: string, message: SavedMessage): void;
  changed(path: string, sequenceNumber: number, change: MessageChange): void;
  removed(path: string, sequenceNumber: number): void;
  emptied(path: string): void;
  session(path: string, session: Omit<SavedSession, 'state'> & { state: Uint8Array | null }): void;
  counter(path: string, lastSequenceNumber: number): void;
  entities(json: string): void;
  end(): void;
}

/** Reads the records of one frame; `paths` belongs to the file. @throws RangeError when they are not what was written */
export function readRecords(frame: Buffer, paths: Map<number, string>, sink: RecordSink): void {
  const reader = new ByteReader(frame);
  while (!reader.done) {
    const type = reader.byte();
    if (type === ENTITIES) sink.entities(reader.text());
    else if (type === END) sink.end();
    else if (type === BIND) paths.set(reader.count(), reader.text());
    else readPathRecord(type, pathOf(paths, reader.count()), reader, sink);
  }
}

function pathOf(paths: Map<number, string>, id: number): string {
  const path = paths.get(id);
  if (path === undefined) throw new RangeError('A record names an entity that was not bound.');
  return path;
}

function readPathRecord(type: number, path: string, reader: ByteReader, sink: RecordSink): void {
  if (type === STORED) sink.stored(path, readMessage(reader, reader.number()));
  else if (type === CHANGED) sink.changed(path, reader.number(), readChange(reader));
  else if (type === REMOVED) sink.removed(path, reader.number());
  else if (type === EMPTIED) sink.emptied(path);
  else if (type === SESSION) {
    const id = reader.text();
    const state = reader.byte() === 1 ? reader.bytes() : null;
    sink.session(path, { id, state, stateUpdatedAt: reader.number() });
  } else if (type === COUNTER) sink.counter(path, reader.number());
  else throw new RangeError(`There is no record of type ${type}.`);
}
