import { readSections } from '#ring2/drift/wire/message';
import { Malformed } from '#ring2/drift/wire/reader';
import { isTrue, numberOf } from '#ring2/drift/wire/values';
import type { Fields, WireDelivery } from '#ring2/drift/wire/wire';

/** Far above what any tier of Service Bus takes. */
const LARGEST = 256 * 1024 * 1024;

/** Puts a delivery together from its transfers, of which only the first must say what it is (AMQP 1.0 part 2.6.14, 2.7.5). */
export class Assembly {
  private first: Fields | undefined;
  private readonly parts: Buffer[] = [];
  private size = 0;

  /** @throws Malformed */
  add(fields: Fields, payload: Buffer): WireDelivery | 'incomplete' | 'aborted' {
    const first = this.first ??= fields;
    this.parts.push(payload);
    this.size += payload.length;
    if (this.size > LARGEST) throw new Malformed(`a delivery of more than ${LARGEST} bytes`);
    if (isTrue(fields['aborted'])) return this.clear('aborted');
    if (isTrue(fields['more'])) return 'incomplete';
    const tag = first['delivery-tag'];
    const id = numberOf(first['delivery-id']);
    if (tag?.type !== 'binary' || id === undefined) throw new Malformed('a first transfer without delivery-id or delivery-tag');
    const whole = Buffer.concat(this.parts);
    const isBatch = numberOf(first['message-format']) !== 0 && first['message-format'] !== undefined;
    return this.clear({
      id, tag: tag.value, settled: isTrue(fields['settled']) || isTrue(first['settled']), format: numberOf(first['message-format']) ?? 0,
      sections: isBatch ? {} : readSections(whole), payload: whole,
    });
  }

  private clear<T>(result: T): T {
    this.first = undefined;
    this.parts.length = 0;
    this.size = 0;
    return result;
  }
}
