import rhea, { type Typed } from 'rhea';
import { DECLARE } from '#emulators/service-bus/testing/dotnet-outcomes';
import type { DotnetPeer } from '#emulators/service-bus/testing/dotnet-peer';
import { asBool, asDouble, asGuid, asInt, asLong, asText, asTime, guid } from '#emulators/service-bus/testing/dotnet-values';
import { bodies, body, left, message, send, sequenceNumber } from './bus.ts';
import { type Walk, refused, word, wordOf } from './seen.ts';

const { types } = rhea;
const UUID = '00000000-0000-0000-0000-000000000005';
const HOUR = 3_600_000;
const MAX_LONG = 2 ** 40;

async function properties(peer: DotnetPeer, queue: string, given: Record<string, Typed>) {
  await send(peer, queue, message('x', { application_properties: given }));
  return (await (await peer.receiver(queue)).one()).properties;
}

/** What a message is made of, batches, limits, transactions, and an entity that is not there. */
export const SENDING: Record<string, Walk> = {
  async send(peer) {
    const now = Date.now();
    await send(peer, 'send', message('{"a": 1}', {
      content_type: 'application/json', message_id: 'm1', subject: 's', correlation_id: 'c', reply_to: 'answers', to: 'Leeds',
      // A time to live makes a creation time and the end, too.
      ttl: HOUR, creation_time: new Date(now), absolute_expiry_time: new Date(now + HOUR),
    }));
    const received = await (await peer.receiver('send')).one();
    const { content_type: contentType, message_id: messageId, subject, correlation_id: correlationId, reply_to: replyTo, to, delivery_count: deliveryCount, ttl } = received.message;
    asTime(received.annotations['x-opt-enqueued-time']);
    return {
      body: body(received), contentType, messageId, subject, correlationId, replyTo, to, deliveryCount,
      sequenceNumber: sequenceNumber(received), liveSeconds: Number(ttl) / 1000,
    };
  },
  async 'application-properties'(peer) {
    const given = { text: types.wrap_string('v'), whole: types.wrap_int(7), half: types.wrap_double(1.5), flag: types.wrap_boolean(true) };
    const { text, whole, half, flag } = await properties(peer, 'application-properties', given);
    return { text: asText(text), whole: asInt(whole), half: asDouble(half), flag: asBool(flag) };
  },
  'long-property': async (peer) => asLong((await properties(peer, 'long-property', { long: types.wrap_long(MAX_LONG) }))['long']),
  'time-property': async (peer) => asTime((await properties(peer, 'time-property', { time: types.wrap_timestamp(1_700_000_000_000) }))['time']),
  'uuid-property': async (peer) => asGuid((await properties(peer, 'uuid-property', { uuid: guid(UUID) }))['uuid']),
  async batch(peer) {
    const messages = [0, 1, 2].map((number) => message(`batched ${number}`, { message_id: `m${number}` }));
    const envelope = { message_id: 'm0', body: rhea.message.data_sections(messages.map((one) => rhea.message.encode(one))) };
    await (await peer.sender('batch')).batch(envelope);
    return bodies(await (await peer.receiver('batch', { prefetch: 10 })).receive(3));
  },
  'too-large': async (peer) => word(await (await peer.sender('too-large')).send(message('x'.repeat(300_000)))),
  /** A controller's link that declares; and, as its refusal ends that, a message in a transaction that nobody began. */
  async transaction(peer) {
    const begun = await peer.controller().then(async (controller) => word(await controller.send(DECLARE)), wordOf);
    const sent = word(await (await peer.sender('transaction', true)).send(message('in a transaction')));
    return { begun: begun === sent ? begun : { begun, sent }, left: await left(peer, 'transaction') };
  },
  'unknown-entity': async (peer) => ({ send: await refused(peer.sender('nowhere')), receive: await refused(peer.receiver('nowhere')) }),
};
