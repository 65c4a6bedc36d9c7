import { BusError } from '#ring2/drift/driver';

/** An answer that is waited for. */
export interface Answer<T> {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(error: Error): void;
}

/** All that is waited for on a connection or a link: each answer has a deadline, and all fail together when their ground is gone. */
export class Answers {
  readonly ms: number;
  private readonly open = new Set<(error: Error) => void>();
  private gone: Error | undefined;

  constructor(ms: number) {
    this.ms = ms;
  }

  /** Rejects with BusError `ServiceTimeout` after the deadline, in real time. */
  expect<T>(what: string): Answer<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const settle = () => {
      clearTimeout(timer);
      this.open.delete(fail);
    };
    const fail = (error: Error) => {
      settle();
      reject(error);
    };
    const timer = setTimeout(() => fail(new BusError('ServiceTimeout', `no ${what} within ${this.ms / 1000} s`, { retryable: true })), this.ms);
    this.open.add(fail);
    if (this.gone) fail(this.gone);
    return {
      promise, reject: fail,
      resolve(value) {
        settle();
        resolve(value);
      },
    };
  }

  /** What is waited for now or later fails. */
  failAll(error: Error): void {
    this.gone ??= error;
    for (const fail of [...this.open]) fail(error);
  }
}
