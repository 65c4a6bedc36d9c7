import type { Message } from '#emulators/service-bus/state/message';

/** Messages that may be delivered, lowest sequence number first: arrivals at the end, returned ones where they were. */
export class ReadyList {
  #arrived: Message[] = [];
  #head = 0;
  /** Unlocked again, descending, so that the next one is popped from the end. */
  #returned: Message[] = [];

  add(message: Message): void {
    this.#arrived.push(message);
  }

  putBack(message: Message): void {
    let low = 0;
    let high = this.#returned.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#returned[middle]?.sequenceNumber ?? 0) > message.sequenceNumber) low = middle + 1;
      else high = middle;
    }
    this.#returned.splice(low, 0, message);
  }

  /** The next message to deliver, left in place. */
  head(): Message | undefined {
    while (this.#returned.at(-1)?.gone) this.#returned.pop();
    while (this.#arrived[this.#head]?.gone) this.#skip();
    const returned = this.#returned.at(-1);
    const arrived = this.#arrived[this.#head];
    return returned && (!arrived || returned.sequenceNumber < arrived.sequenceNumber) ? returned : arrived;
  }

  shift(): Message | undefined {
    const message = this.head();
    if (message === undefined) return undefined;
    if (message === this.#returned.at(-1)) this.#returned.pop();
    else this.#skip();
    return message;
  }

  clear(): void {
    this.#arrived = [];
    this.#head = 0;
    this.#returned = [];
  }

  #skip(): void {
    this.#head += 1;
    // Array.shift copies the whole array; dropping the consumed half now and then is linear in total.
    if (this.#head < 1024 || this.#head * 2 < this.#arrived.length) return;
    this.#arrived = this.#arrived.slice(this.#head);
    this.#head = 0;
  }
}
