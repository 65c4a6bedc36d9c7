import type { BusError } from '#ring2/drift/driver';
import { Answers } from '#ring2/drift/wire/answers';
import { type Incoming, cutter, encodeFrame } from '#ring2/drift/wire/frames';
import { openTransport } from '#ring2/drift/wire/open-transport';
import { composite } from '#ring2/drift/wire/performatives';
import { endedError, violation } from '#ring2/drift/wire/refusal';
import type { Transport } from '#ring2/drift/wire/transport';
import type { Typed } from '#ring2/drift/wire/typed';
import type { Ending, WireAddress } from '#ring2/drift/wire/wire';

/** Announced in the open; a peer that sends more is refused. */
export const MAX_FRAME_SIZE = 65_536;

/** Frames to and from a peer, and the end of it all. */
export class Line {
  readonly answers: Answers;
  readonly ended: Promise<Ending>;
  /** When the socket is gone, too. */
  readonly gone: Promise<void>;
  /** Told once, when nothing can come any more. */
  readonly onOver = new Set<(error: BusError, ending: Ending) => void>();
  over = false;
  private closing = false;
  private readonly transport: Transport;
  private readonly came: Incoming[] = [];
  private take: ((incoming: Incoming) => void) | undefined;
  private readonly resolveEnded: (ending: Ending) => void;
  readonly connected: Promise<void>;

  constructor(address: WireAddress, answerMs: number) {
    this.answers = new Answers(answerMs);
    ({ promise: this.ended, resolve: this.resolveEnded } = Promise.withResolvers<Ending>());
    const gone = Promise.withResolvers<void>();
    this.gone = gone.promise;
    const connection = this.answers.expect<void>('connection');
    this.connected = connection.promise;
    const cut = cutter(MAX_FRAME_SIZE, (incoming) => this.arrive(incoming));
    this.transport = openTransport(address, {
      onOpen: () => connection.resolve(),
      onBytes: (bytes) => this.guard(() => cut(bytes)),
      onEnd: (error) => {
        this.finish({ how: 'lost', ...(error && { text: error.message }) });
        gone.resolve();
      },
    });
  }

  /** What comes next, while nobody listens yet. */
  async next(what: string): Promise<Incoming> {
    const first = this.came.shift();
    if (first) return first;
    const answer = this.answers.expect<Incoming>(what);
    this.take = (incoming) => {
      this.take = undefined;
      answer.resolve(incoming);
    };
    return answer.promise;
  }

  /** From now on each frame goes to `take`, those that came early first. What it throws ends the line. */
  listen(take: (incoming: Incoming) => void): void {
    this.take = take;
    this.guard(() => this.came.splice(0).forEach(take));
  }

  send(channel: number, name: string, fields: Readonly<Record<string, Typed | undefined>>, payload?: Uint8Array): void {
    this.write(encodeFrame({ channel, performative: composite(name, fields), ...(payload && { payload }) }));
  }

  /** Once: as a request, or as the answer to the peer's. */
  sendClose(): void {
    if (!this.closing) this.send(0, 'close', {});
    this.closing = true;
  }

  write(bytes: Uint8Array): void {
    if (!this.over) this.transport.write(bytes);
  }

  /** Ends it as the peer or this side said in good order. */
  close(ending: Ending): void {
    this.finish(ending);
    this.transport.end();
  }

  reset(ending: Ending, error?: BusError): void {
    this.finish(ending, error);
    this.transport.reset();
  }

  private arrive(incoming: Incoming): void {
    if (this.over) return;
    if (this.take) this.take(incoming);
    else this.came.push(incoming);
  }

  /** Bytes that make no sense end the line; a reason is told to all who wait. */
  private guard(act: () => void): void {
    if (this.over) return;
    try {
      act();
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.reset({ how: 'lost', text: problem }, violation(problem));
    }
  }

  private finish(ending: Ending, error = endedError('connection', ending)): void {
    if (this.over) return;
    this.over = true;
    this.answers.failAll(error);
    for (const tell of this.onOver) tell(error, ending);
    this.resolveEnded(ending);
  }
}
