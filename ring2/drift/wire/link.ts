import type { BusError } from '#ring2/drift/driver';
import { type Answer, Answers } from '#ring2/drift/wire/answers';
import { endedError, readError } from '#ring2/drift/wire/refusal';
import type { LinkEnd, Session } from '#ring2/drift/wire/session';
import { boolean, isTrue, string, uint } from '#ring2/drift/wire/values';
import type { Ending, Fields } from '#ring2/drift/wire/wire';

/** What the two kinds of link do with what comes. */
export interface LinkWork {
  onFlow(fields: Fields): void;
  onTransfer(fields: Fields, payload: Buffer): void;
}

/** The life of a link: attached, used, detached (AMQP 1.0 part 2.6). */
export class Link implements LinkEnd {
  readonly name: string;
  readonly isReceiver: boolean;
  readonly handle: number;
  readonly session: Session;
  readonly answers: Answers;
  readonly ended: Promise<Ending>;
  /** Resolves when the peer attaches with its terminus; rejects with what it refuses with. */
  readonly attached: Promise<Fields>;
  private readonly work: LinkWork;
  private readonly attaching: Answer<Fields>;
  private readonly finish: (ending: Ending) => void;
  private leaving: Answer<void> | undefined;
  private overBy: BusError | undefined;

  /** Sends the attach. `fields` without name, handle and role. */
  constructor(session: Session, name: string, isReceiver: boolean, fields: Fields, work: LinkWork) {
    this.session = session;
    this.name = name;
    this.isReceiver = isReceiver;
    this.work = work;
    this.answers = new Answers(session.line.answers.ms);
    ({ promise: this.ended, resolve: this.finish } = Promise.withResolvers<Ending>());
    this.attaching = this.answers.expect<Fields>('attach');
    this.attached = this.attaching.promise;
    this.handle = session.enter(this);
    session.send('attach', { name: string(name), handle: uint(this.handle), role: boolean(isReceiver), ...fields });
  }

  async detach(): Promise<void> {
    if (this.isOver) return;
    if (!this.leaving) {
      this.leaving = this.answers.expect<void>('detach');
      this.session.send('detach', { handle: uint(this.handle), closed: boolean(true) });
    }
    await this.leaving.promise;
  }

  get isOver(): boolean {
    return this.overBy !== undefined;
  }

  /** @throws BusError with what the link ended by */
  assertOpen(): void {
    if (this.overBy) throw this.overBy;
  }

  /** Without its terminus the peer refuses, and says why in the detach that must follow (2.6.3). */
  onAttach(fields: Fields): void {
    if (fields[this.isReceiver ? 'source' : 'target']) this.attaching.resolve(fields);
  }

  onFlow(fields: Fields): void {
    this.work.onFlow(fields);
  }

  onTransfer(fields: Fields, payload: Buffer): void {
    this.work.onTransfer(fields, payload);
  }

  onDetach(fields: Fields): void {
    if (this.leaving) this.leaving.resolve();
    else this.session.send('detach', { handle: uint(this.handle), closed: boolean(isTrue(fields['closed'])) });
    const ending: Ending = { how: 'detached', ...readError(fields['error']) };
    this.onOver(endedError('link', ending), ending);
  }

  onOver(error: BusError, ending: Ending): void {
    this.overBy ??= error;
    this.answers.failAll(error);
    this.finish(ending);
  }
}
