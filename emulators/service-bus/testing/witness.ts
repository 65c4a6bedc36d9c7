import { monitorEventLoopDelay } from 'node:perf_hooks';
import rhea, { type Connection, type EventContext, type Sender } from 'rhea';
import { ACCEPTED } from '#emulators/service-bus/amqp/outcomes';
import type { RunningServiceBus } from '#emulators/service-bus/index';

/** No turn of the event loop may take longer, in milliseconds; twice what is promised, because other tests use the same cores. */
const LONGEST_STALL_MS = 2000;
/** What the process may hold beyond what it held at the start, in bytes. */
const MOST_GROWTH = 500 * 1024 * 1024;
const PATIENCE_MS = 10_000;

/** The well-behaved client beside hostile ones: it always has a message in flight, and its counts are exact. */
export class Witness implements Disposable {
  readonly #connection: Connection;
  readonly #sender: Sender;
  readonly #delay = monitorEventLoopDelay({ resolution: 5 });
  readonly #before = process.memoryUsage().rss;
  readonly #uncaught: unknown[] = [];
  readonly #catch = (thrown: unknown) => void this.#uncaught.push(thrown);
  #expected = 0;
  #held: EventContext['delivery'];
  #arrived: () => void = () => undefined;
  #failed: (why: Error) => void = (why) => void this.#uncaught.push(why);

  /** `queue` is for the witness alone. */
  constructor(bus: RunningServiceBus, queue: string) {
    process.on('uncaughtException', this.#catch).on('unhandledRejection', this.#catch);
    this.#delay.enable();
    this.#connection = rhea.create_container().connect({ host: bus.host, port: bus.port, reconnect: false, username: 'witness' });
    this.#connection.on('disconnected', () => this.#failed(new Error('The witness was disconnected.')));
    this.#sender = this.#connection.open_sender(queue);
    const receiver = this.#connection.open_receiver({ source: queue, autoaccept: false, credit_window: 10 });
    receiver.on('message', ({ message, delivery }: EventContext) => {
      if (message?.body !== this.#expected) return this.#failed(new Error(`The witness expected message ${this.#expected} and got ${String(message?.body)}.`));
      this.#held = delivery;
      this.#arrived();
    });
  }

  /** Completes the message in flight and sends the next. @throws Error when something was lost, thrown, stood still or grew */
  async check(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The witness was not served within ${PATIENCE_MS} ms.`)), PATIENCE_MS);
      this.#failed = reject;
      this.#arrived = () => { clearTimeout(timer); resolve(); };
      if (this.#held) {
        this.#expected += 1;
        this.#held.update(true, ACCEPTED);
      }
      this.#sender.send({ body: this.#expected });
    });
    const stall = this.#delay.max / 1e6;
    this.#delay.reset();
    if (this.#uncaught.length > 0) throw new Error('Something was thrown that nobody caught.', { cause: this.#uncaught[0] });
    if (stall > LONGEST_STALL_MS) throw new Error(`The event loop stood still for ${Math.round(stall)} ms.`);
    const growth = process.memoryUsage().rss - this.#before;
    if (growth > MOST_GROWTH) throw new Error(`The process grew by ${Math.round(growth / 1e6)} MB.`);
  }

  [Symbol.dispose](): void {
    this.#delay.disable();
    this.#connection.removeAllListeners();
    this.#connection.on('disconnected', () => undefined);
    this.#connection.close();
    process.off('uncaughtException', this.#catch).off('unhandledRejection', this.#catch);
  }
}
