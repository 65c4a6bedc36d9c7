import rhea from 'rhea';
import { ACCEPTED, DotnetPeer, type DotnetReceiver, type Received, deadLettered, modified, uuids } from '#emulators/service-bus/testing/dotnet-peer';
import type { Json } from './behaviour.ts';
import type { Program, Shown } from './program.ts';

const { types } = rhea;
type Part = (peer: DotnetPeer) => Promise<unknown>;
const WORDS: Record<string, string> = {
  'com.microsoft:message-lock-lost': 'lock-lost', 'com.microsoft:session-cannot-be-locked': 'session-locked', 'com.microsoft:timeout': 'timeout',
  'amqp:link:message-size-exceeded': 'too-large', 'amqp:not-found': 'not-found',
};
const word = (condition: string | undefined): string => WORDS[condition ?? ''] ?? String(condition);
const refused = (opening: Promise<unknown>): Promise<string> => opening.then(() => 'accepted', (thrown: { condition?: string; message: string }) =>
  thrown.message === 'put-token: 404' ? 'not-found' : word(thrown.condition ?? thrown.message));

const send = async (peer: DotnetPeer, entity: string, ...messages: object[]) => {
  const sender = await peer.sender(entity);
  for (const message of messages) await sender.send(message as never);
};
const bodies = (received: Received[]) => received.map(({ message }) => message.body as unknown);
const peek = async (peer: DotnetPeer, queue: string): Promise<unknown[]> => {
  const { body } = await peer.request(queue, 'com.microsoft:peek-message', { 'from-sequence-number': types.wrap_long(1), 'message-count': types.wrap_int(5) });
  return ((body['messages'] ?? []) as { message: Buffer }[]).map(({ message }) => rhea.message.decode(message).body as unknown);
};
const given = (queue: string, body: string, walk: (peer: DotnetPeer, receiver: DotnetReceiver, received: Received) => Promise<unknown>): Part => async (peer) => {
  await send(peer, queue, { body });
  const receiver = await peer.receiver(queue);
  return walk(peer, receiver, await receiver.one());
};
const annotation = ({ message }: Received, name: string): unknown => message.message_annotations?.[name];
const DEAD = types.wrap_symbolic_map({ DeadLetterReason: 'why', DeadLetterErrorDescription: 'because' });

const PARTS: Record<string, Part> = {
  async batch(peer) {
    const sections = [0, 1, 2].map((number) => rhea.message.encode({ body: `batched ${number}` }));
    await (await peer.sender('batch')).batch(rhea.message.encode({ body: rhea.message.data_sections(sections) }));
    return bodies(await (await peer.receiver('batch', { prefetch: 10 })).receive(3));
  },
  'too-large': async (peer) => word(await (await peer.sender('too-large')).send({ body: 'x'.repeat(300_000) })),
  'receive-and-delete': async (peer) => {
    await send(peer, 'receive-and-delete', { body: 'once' });
    const { message } = await (await peer.receiver('receive-and-delete', { settled: true })).one();
    return { body: message.body as string, left: await peek(peer, 'receive-and-delete') };
  },
  complete: given('complete', 'done', async (peer, receiver, received) => {
    await receiver.dispose(received, ACCEPTED);
    return { left: await peek(peer, 'complete') };
  }),
  abandon: given('abandon', 'again', async (_peer, receiver, received) => {
    await receiver.dispose(received, modified(false));
    const again = await receiver.one();
    const same = String(annotation(again, 'x-opt-sequence-number')) === String(annotation(received, 'x-opt-sequence-number'));
    return { deliveryCounts: [received.message.delivery_count ?? 0, again.message.delivery_count], same };
  }),
  'abandon-with-properties': given('abandon-with-properties', 'again', async (_peer, receiver, received) => {
    await receiver.dispose(received, modified(false, { tried: 'once' }));
    return (await receiver.one()).message.application_properties;
  }),
  'dead-letter': given('dead-letter', 'bad', async (peer, receiver, received) => {
    await receiver.dispose(received, deadLettered(DEAD));
    return { left: await peek(peer, 'dead-letter') };
  }),
  'dead-letter-queue': given('dead-letter-queue', 'bad', async (peer, receiver, received) => {
    await receiver.dispose(received, deadLettered(DEAD));
    const dead = await (await peer.receiver('dead-letter-queue/$DeadLetterQueue', { settled: true })).one();
    const { DeadLetterReason: reason, DeadLetterErrorDescription: description } = dead.message.application_properties ?? {};
    return { body: dead.message.body as string, reason, description, source: annotation(dead, 'x-opt-deadletter-source') ?? null };
  }),
  'receive-deferred': given('receive-deferred', 'later', async (peer, receiver, received) => {
    await receiver.dispose(received, modified(true));
    const number = Number(annotation(received, 'x-opt-sequence-number'));
    const { body } = await peer.request('receive-deferred', 'com.microsoft:receive-by-sequence-number', {
      'sequence-numbers': types.wrap_array([number], 0x81, undefined), 'receiver-settle-mode': types.wrap_uint(1),
    });
    const [found] = body['messages'] as { message: Buffer; 'lock-token': Buffer }[];
    if (!found) throw new Error('No deferred message came.');
    await peer.request('receive-deferred', 'com.microsoft:update-disposition', { 'disposition-status': 'completed', 'lock-tokens': uuids(found['lock-token'].toString('hex')) });
    const deferred = rhea.message.decode(found.message);
    return { body: deferred.body as string, deliveryCount: deferred.delivery_count, left: await peek(peer, 'receive-deferred') };
  }),
  'settle-twice': given('settle-twice', 'twice', async (peer, receiver, received) => {
    await receiver.dispose(received, ACCEPTED);
    return word((await peer.request('settle-twice', 'com.microsoft:update-disposition', { 'disposition-status': 'completed', 'lock-tokens': uuids(received.token) })).condition);
  }),
  'renew-lock': given('renew-lock', 'slow', async (peer, _receiver, received) => {
    const { body } = await peer.request('renew-lock', 'com.microsoft:renew-lock', { 'lock-tokens': uuids(received.token) });
    const [expiration] = body['expirations'] as Date[];
    return { renewed: Number(expiration) >= Number(annotation(received, 'x-opt-locked-until')) && Number(expiration) > Date.now() };
  }),
  'lock-lost': given('lock-lost', 'slow', async (peer, receiver, received) => {
    const again = await receiver.one();
    return { deliveryCount: again.message.delivery_count, renew: word((await peer.request('lock-lost', 'com.microsoft:renew-lock', { 'lock-tokens': uuids(received.token) })).condition) };
  }),
  async peek(peer) {
    await send(peer, 'peek', { body: '0' }, { body: '1' }, { body: '2' });
    return { peeked: await peek(peer, 'peek'), deliveryCount: (await (await peer.receiver('peek')).one()).message.delivery_count ?? 0 };
  },
  async 'empty-receive'(peer) {
    const receiver = await peer.receiver('empty-receive');
    const first = (await receiver.drain()).length;
    await send(peer, 'empty-receive', { body: 'after the empty receive' });
    return { first, then: bodies(await receiver.receive()) };
  },
  'unknown-entity': async (peer) => ({ send: await refused(peer.sender('nowhere')), receive: await refused(peer.receiver('nowhere')) }),
  async 'session-locked'(peer) {
    await peer.receiver('session-locked', { session: 'job-1' });
    return refused(peer.receiver('session-locked', { session: 'job-1' }));
  },
  async 'accept-next-session'(peer) {
    await send(peer, 'accept-next-session', { body: 'next', group_id: 'job-2' });
    const { message } = await (await peer.receiver('accept-next-session', { session: null })).one();
    return { id: message.group_id, body: message.body as string };
  },
  'no-session': (peer) => refused(peer.receiver('no-session', { session: null, timeoutMs: 300 })),
  async 'session-state'(peer) {
    await peer.receiver('session-state', { session: 'job-1' });
    const state = async (operation: string, more: object = {}) =>
      (await peer.request('session-state', `com.microsoft:${operation}`, { 'session-id': 'job-1', ...more })).body['session-state'];
    const before = await state('get-session-state');
    await state('set-session-state', { 'session-state': Buffer.from('cycle 2') });
    return { before, after: String(await state('get-session-state')) };
  },
};

/** The behaviours that this peer has; the table says of the others that it does not. */
export const DOTNET_WIRE = Object.keys(PARTS);

/** Walks in this process: there is no program to start. */
export const dotnetWire: Program = async (bus) => {
  await using peer = new DotnetPeer(bus);
  const seen: Shown['seen'] = {};
  for (const [behaviour, part] of Object.entries(PARTS)) {
    seen[behaviour] = JSON.parse(JSON.stringify(await part(peer).catch((thrown: Error) => ({ failed: thrown.message })))) as Json;
  }
  return { version: '', seen };
};
