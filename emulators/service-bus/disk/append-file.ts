import { close, closeSync, fdatasync, fdatasyncSync, ftruncateSync, openSync, write, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { MAGIC } from '#emulators/service-bus/disk/frames';

/** A file that only grows; what was appended is safe once `sync` has called back. */
export class AppendFile {
  readonly path: string;
  readonly #fd: number;
  #length: number;

  /** Opens it at `length`, cutting off what follows; a new file gets its magic. */
  constructor(path: string, length = 0) {
    this.path = path;
    this.#fd = openSync(path, length === 0 ? 'w' : 'r+');
    this.#length = length;
    try {
      if (length > 0) ftruncateSync(this.#fd, length);
      else this.#length = writeSync(this.#fd, MAGIC, 0, MAGIC.length, 0);
      fdatasyncSync(this.#fd);
    } catch (thrown) {
      closeSync(this.#fd);
      throw thrown;
    }
  }

  get length(): number {
    return this.#length;
  }

  /** `bytes` must stay as they are until it calls back, with the bytes on the disk or an error and nothing appended. */
  append(bytes: Buffer, done: (failure: Error | null) => void): void {
    this.#write(bytes, 0, (failure) => {
      if (failure) return done(failure);
      fdatasync(this.#fd, (error) => {
        if (!error) this.#length += bytes.length;
        done(error);
      });
    });
  }

  #write(bytes: Buffer, from: number, done: (failure: Error | null) => void): void {
    write(this.#fd, bytes, from, bytes.length - from, this.#length + from, (error, count) => {
      if (error) return done(error);
      if (from + count < bytes.length) return this.#write(bytes, from + count, done);
      done(null);
    });
  }

  close(): Promise<void> {
    return promisify(close)(this.#fd);
  }

  closeNow(): void {
    closeSync(this.#fd);
  }
}
