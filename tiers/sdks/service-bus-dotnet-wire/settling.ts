import rhea from 'rhea';
import type { DotnetReceiver, Received } from '#emulators/service-bus/testing/dotnet-links';
import { ACCEPTED, deadLettered, modified } from '#emulators/service-bus/testing/dotnet-outcomes';
import type { DotnetPeer } from '#emulators/service-bus/testing/dotnet-peer';
import { asGuid, asText, asTime, asTimes, guids, longs } from '#emulators/service-bus/testing/dotnet-values';
import { body, left, managed, peek, send, sequenceNumber, state, text } from './bus.ts';
import { type Walk, word } from './seen.ts';

const { types } = rhea;
const DEAD = types.wrap_symbolic_map({ DeadLetterReason: 'why', DeadLetterErrorDescription: 'because' });

/** A walk that begins with a received, locked message. */
const given = (queue: string, sent: string, walk: (peer: DotnetPeer, receiver: DotnetReceiver, received: Received) => Promise<unknown>): Walk => async (peer) => {
  await send(peer, queue, sent);
  const receiver = await peer.receiver(queue);
  return walk(peer, receiver, await receiver.one());
};
const fromDeadLetters = async (peer: DotnetPeer, queue: string) => (await peer.receiver(`${queue}/$DeadLetterQueue`, { settled: true })).one();
const renew = (peer: DotnetPeer, queue: string, { token }: Received) => peer.request(queue, 'com.microsoft:renew-lock', { 'lock-tokens': guids(token) });
const complete = (peer: DotnetPeer, queue: string, token: string) =>
  peer.request(queue, 'com.microsoft:update-disposition', { 'disposition-status': 'completed', 'lock-tokens': guids(token) });

/** Locks and what ends them. */
export const SETTLING: Record<string, Walk> = {
  'peek-lock': given('peek-lock', 'locked', async (peer, _receiver, { annotations }) => {
    const ms = Number(asTime(annotations['x-opt-locked-until'])) - Number(asTime(annotations['x-opt-enqueued-time']));
    return { lockSeconds: 10 * Math.round(ms / 10_000), peeked: await left(peer, 'peek-lock') };
  }),
  complete: given('complete', 'done', async (peer, receiver, received) => {
    await receiver.dispose(received, ACCEPTED);
    return { left: await left(peer, 'complete') };
  }),
  abandon: given('abandon', 'again', async (_peer, receiver, received) => {
    await receiver.dispose(received, modified(false));
    const again = await receiver.one();
    return { deliveryCounts: [received.message.delivery_count, again.message.delivery_count], same: sequenceNumber(again) === sequenceNumber(received) };
  }),
  'abandon-with-properties': given('abandon-with-properties', 'again', async (_peer, receiver, received) => {
    await receiver.dispose(received, modified(false, { tried: 'once' }));
    return { tried: asText((await receiver.one()).properties['tried']) };
  }),
  'dead-letter': given('dead-letter', 'bad', async (peer, receiver, received) => {
    await receiver.dispose(received, deadLettered(DEAD));
    return { left: await left(peer, 'dead-letter') };
  }),
  'dead-letter-queue': given('dead-letter-queue', 'bad', async (peer, receiver, received) => {
    await receiver.dispose(received, deadLettered(DEAD));
    const dead = await fromDeadLetters(peer, 'dead-letter-queue');
    const { DeadLetterReason: reason, DeadLetterErrorDescription: description } = dead.properties;
    return { body: body(dead), reason: asText(reason), description: asText(description), source: text(dead.annotations['x-opt-deadletter-source']) };
  }),
  'max-delivery-count': given('max-delivery-count', 'x', async (peer, receiver, received) => {
    await receiver.dispose(received, modified(false));
    return { reason: asText((await fromDeadLetters(peer, 'max-delivery-count')).properties['DeadLetterReason']) };
  }),
  defer: given('defer', 'x', async (peer, receiver, received) => {
    await receiver.dispose(received, modified(true));
    return { state: (await peek(peer, 'defer')).map(state)[0] };
  }),
  'receive-deferred': given('receive-deferred', 'later', async (peer, receiver, received) => {
    await receiver.dispose(received, modified(true));
    const answer = await peer.request('receive-deferred', 'com.microsoft:receive-by-sequence-number', {
      'sequence-numbers': longs(sequenceNumber(received)), 'receiver-settle-mode': types.wrap_uint(1),
    });
    const [deferred] = managed(answer.body['messages']);
    if (!deferred) throw new Error('No deferred message came.');
    // Without it the client would settle by the link, which does not know the message.
    if (asTime(deferred.annotations['x-opt-locked-until']) < new Date()) throw new Error('The lock has ended.');
    await complete(peer, 'receive-deferred', asGuid(deferred.token));
    return { body: body(deferred), deliveryCount: deferred.message.delivery_count, left: await left(peer, 'receive-deferred') };
  }),
  // A link that does not know a message is AmqpReceiver's reason to ask the management node.
  'settle-twice': given('settle-twice', 'twice', async (peer, receiver, received) => {
    await receiver.dispose(received, ACCEPTED);
    return word((await complete(peer, 'settle-twice', received.token)).condition);
  }),
  'renew-lock': given('renew-lock', 'slow', async (peer, _receiver, received) => {
    const [expiration] = asTimes((await renew(peer, 'renew-lock', received)).body['expirations']);
    return { renewed: Number(expiration) >= Number(asTime(received.annotations['x-opt-locked-until'])) && Number(expiration) > Date.now() };
  }),
  'lock-lost': given('lock-lost', 'slow', async (peer, receiver, received) => {
    const again = await receiver.one();
    return { deliveryCount: again.message.delivery_count, renew: word((await renew(peer, 'lock-lost', received)).condition) };
  }),
};
