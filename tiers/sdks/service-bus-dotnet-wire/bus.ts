import rhea, { type Message, type Typed } from 'rhea';
import { asBytes, asInt, asList, asLong, asText } from '#emulators/service-bus/testing/dotnet-values';
import { type Received, decoded } from '#emulators/service-bus/testing/dotnet-links';
import type { DotnetPeer } from '#emulators/service-bus/testing/dotnet-peer';
import { entriesOf } from '#emulators/service-bus/amqp/rhea/codec';

const { types } = rhea;

/** As AmqpMessageConverter makes one of a ServiceBusMessage: its body is a data section. */
export const message = (body: string, more: object = {}): Message => ({ body: rhea.message.data_section(Buffer.from(body)), ...more });

export async function send(peer: DotnetPeer, entity: string, ...messages: (Message | string)[]): Promise<void> {
  const sender = await peer.sender(entity);
  for (const one of messages) {
    const outcome = await sender.send(typeof one === 'string' ? message(one) : one);
    if (outcome !== 'accepted') throw new Error(outcome);
  }
}

export const body = ({ message: { body: { content } } }: Pick<Received, 'message'>): string => String(content);
export const bodies = (received: Pick<Received, 'message'>[]): string[] => received.map(body);

/** A message in an answer of the management node, and its lock token when it has one. */
export interface Managed extends Pick<Received, 'message' | 'annotations' | 'properties'> { token: Typed | undefined }

/** AmqpResponseMessage.GetListValue<AmqpMap>: a list, each element a map with the message's bytes. */
export const managed = (messages: Typed | undefined): Managed[] => asList(messages).map((entry) => {
  const fields = Object.fromEntries(entriesOf(entry));
  return { ...decoded(asBytes(fields['message'])), token: fields['lock-token'] };
});

/** The first five messages of an entity, from a sequence number on. */
export async function peek(peer: DotnetPeer, entity: string, from = 1): Promise<Managed[]> {
  const { status, body: answer } = await peer.request(entity, 'com.microsoft:peek-message', { 'from-sequence-number': types.wrap_long(from), 'message-count': types.wrap_int(5) });
  return status === 204 ? [] : managed(answer['messages']);
}
export const left = async (peer: DotnetPeer, entity: string): Promise<string[]> => bodies(await peek(peer, entity));

/** ServiceBusReceivedMessage.State, of an int; a message without one is active. */
export const state = ({ annotations }: Managed): string | undefined =>
  ['active', 'deferred', 'scheduled'][annotations['x-opt-message-state'] ? asInt(annotations['x-opt-message-state']) : 0];
export const sequenceNumber = ({ annotations }: Pick<Received, 'annotations'>): number => asLong(annotations['x-opt-sequence-number']);
export const text = (value: Typed | undefined): string | null => (value ? asText(value) : null);
