import type { AppendFile } from '#emulators/service-bus/disk/append-file';
import { ByteWriter } from '#emulators/service-bus/disk/byte-writer';
import { FRAME_HEAD, frameHead } from '#emulators/service-bus/disk/frames';
import { RecordWriter } from '#emulators/service-bus/disk/records';

export type Safe = (failure?: Error) => void;

/** Gathers the records of a tick, and of the time that the disk takes, into one frame and one sync. */
export class GroupCommit {
  #file: AppendFile;
  #records = new RecordWriter(new ByteWriter());
  #spare = new ByteWriter();
  #waiting: Safe[] = [];
  #syncing: Safe[] | undefined;
  #scheduled = false;
  #failure: Error | undefined;
  #switch: Switch | undefined;
  readonly #committed: (file: AppendFile) => void;

  /** `committed` is called after each frame that is on the disk. */
  constructor(file: AppendFile, committed: (file: AppendFile) => void) {
    this.#file = file;
    this.#committed = committed;
    this.#reserveHead();
  }

  /** Where to write; what was written is committed soon. */
  get records(): RecordWriter {
    this.#schedule();
    return this.#records;
  }

  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Calls back when everything written so far is on the disk: at once when it is. */
  safe(then: Safe): void {
    if (this.#failure) then(this.#failure);
    else if (this.#isEmpty() && !this.#syncing) then();
    else if (this.#isEmpty()) this.#syncing?.push(then);
    else this.#waiting.push(then);
  }

  /** Continues in another file and gives the old one back, complete. */
  switchTo(to: AppendFile): Promise<AppendFile> {
    return new Promise((done, failed) => {
      if (this.#failure) return failed(this.#failure);
      this.#switch = { to, done, failed };
      this.#schedule();
    });
  }

  /** Commits what is left; nothing is written after it. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.safe(() => resolve()));
    await this.#file.close();
  }

  #isEmpty(): boolean {
    return this.#records.out.length === FRAME_HEAD;
  }

  #reserveHead(): void {
    this.#records.out.count(0);
    this.#records.out.count(0);
  }

  #schedule(): void {
    if (this.#scheduled || this.#syncing || this.#failure) return;
    this.#scheduled = true;
    setImmediate(() => this.#commit());
  }

  #commit(): void {
    this.#scheduled = false;
    const file = this.#file;
    const waiting = this.#waiting;
    const { out } = this.#records;
    const empty = this.#isEmpty();
    const change = this.#takeSwitch();
    if (empty) return change?.done(file);
    seal(out);
    this.#syncing = waiting;
    this.#waiting = [];
    this.#records.out = this.#spare;
    this.#reserveHead();
    file.append(out.view(), (failure) => {
      out.clear();
      this.#spare = out;
      this.#syncing = undefined;
      if (failure) return this.#fail(failure, waiting, change);
      change?.done(file);
      for (const then of waiting) then();
      this.#committed(file);
      if (!this.#isEmpty() || this.#switch) this.#schedule();
    });
  }

  /** From here on records belong to the other file, which spells its paths out again. */
  #takeSwitch(): Switch | undefined {
    const change = this.#switch;
    if (!change) return undefined;
    this.#switch = undefined;
    this.#file = change.to;
    this.#records = new RecordWriter(this.#records.out);
    return change;
  }

  /** What comes after a frame that could not be written must not be taken for safe either. */
  #fail(failure: Error, syncing: Safe[], change: Switch | undefined): void {
    this.#failure = failure;
    const waiting = [...syncing, ...this.#waiting];
    this.#waiting = [];
    change?.failed(failure);
    this.#switch?.failed(failure);
    for (const then of waiting) then(failure);
  }
}

interface Switch { to: AppendFile; done(from: AppendFile): void; failed(why: Error): void }

function seal(out: ByteWriter): void {
  const { length, checksum } = frameHead(out.view(FRAME_HEAD));
  out.overwriteCount(0, length);
  out.overwriteCount(4, checksum);
}
