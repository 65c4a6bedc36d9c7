import type { ServiceBusReceivedMessage } from '@azure/service-bus';

type SequenceNumber = NonNullable<ServiceBusReceivedMessage['sequenceNumber']>;

/** Sequence numbers are objects to the client and digits to a scenario. */
export interface SequenceNumbers {
  remember(number: SequenceNumber | undefined): string | undefined;
  /** The number for these digits: one that was seen, or made from one that was. */
  get(digits: string): SequenceNumber;
  from(digits?: string): { fromSequenceNumber?: SequenceNumber };
}

export function createSequenceNumbers(): SequenceNumbers {
  const known = new Map<string, SequenceNumber>();
  let zero: SequenceNumber | undefined;
  const get = (digits: string): SequenceNumber => {
    const number = known.get(digits) ?? zero?.add(Number(digits));
    if (!number) throw new Error(`no sequence number was seen on this client, so ${digits} cannot be made`);
    return number;
  };
  return {
    remember(number) {
      if (!number) return undefined;
      zero ??= number.subtract(number);
      known.set(number.toString(), number);
      return number.toString();
    },
    get,
    // Peeking moves a cursor that the client keeps per entity; before the first number was seen it is at the start anyway.
    from: (digits) => (digits !== undefined ? { fromSequenceNumber: get(digits) } : zero ? { fromSequenceNumber: zero.add(1) } : {}),
  };
}
