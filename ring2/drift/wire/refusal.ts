import { BusError } from '#ring2/drift/driver';
import { fieldsOf } from '#ring2/drift/wire/performatives';
import type { Typed } from '#ring2/drift/wire/typed';
import { textOf } from '#ring2/drift/wire/values';
import type { Ending } from '#ring2/drift/wire/wire';

/** An AMQP error as condition and text. */
export function readError(error: Typed | undefined): { condition?: string; text?: string } {
  const fields = fieldsOf(error);
  const [condition, text] = [textOf(fields['condition']), textOf(fields['description'])];
  return { ...(condition !== undefined && { condition }), ...(text !== undefined && { text }) };
}

/** What a peer refused, under the condition that it gave. A wire tries nothing again, so nothing is retryable. */
export function refusal(condition: string, text: string): BusError {
  return new BusError(condition, text, { retryable: false, condition });
}

/** Why what was waited for cannot come any more. */
export function endedError(what: string, { how, condition, text }: Ending): BusError {
  if (condition !== undefined) return refusal(condition, text ?? `the ${what} was ${how}`);
  const told = `the ${what} was ${how}${text === undefined ? ' without a word' : `: ${text}`}`;
  return how === 'detached' ? new BusError('LinkDetached', told, { retryable: false }) : new BusError('ConnectionFailed', told, { retryable: true });
}

/** The peer broke the protocol: not an answer of the bus. */
export const violation = (problem: string): BusError => new BusError('ClientFailed', `the peer broke AMQP 1.0: ${problem}`, { retryable: false });
