import rhea, { type Typed } from 'rhea';
import { entriesOf } from '#emulators/service-bus/amqp/rhea/codec';
import { ACCEPTED } from '#emulators/service-bus/testing/dotnet-outcomes';
import type { DotnetPeer } from '#emulators/service-bus/testing/dotnet-peer';
import { MAX_TIME, asBool, asBytes, asList, asText, asTime, isNull, map } from '#emulators/service-bus/testing/dotnet-values';
import { bodies, body, message, send } from './bus.ts';
import { type Walk, refused } from './seen.ts';

const { types } = rhea;
const inSession = (id: string, ...texts: string[]) => texts.map((text) => message(text, { group_id: id }));

/** Sessions: named, next, held, none, listed. */
export const SESSIONS: Record<string, Walk> = {
  async session(peer) {
    await send(peer, 'session', ...inSession('job-1', '0', '1'));
    const receiver = await peer.receiver('session', { session: 'job-1' });
    const received = await receiver.receive(2);
    for (const one of received) await receiver.dispose(one, ACCEPTED);
    const { id, lockedUntil } = receiver.session;
    return { id, locked: lockedUntil > new Date(), bodies: bodies(received), sessionIds: received.map(({ message: { group_id } }) => group_id) };
  },
  async 'session-state'(peer) {
    await peer.receiver('session-state', { session: 'job-1' });
    const ask = async (operation: string, more: object = {}) => (await peer.request('session-state', `com.microsoft:${operation}`, { 'session-id': 'job-1', ...more })).body['session-state'];
    const before = await ask('get-session-state');
    await ask('set-session-state', { 'session-state': types.wrap_binary(Buffer.from('cycle 2')) });
    return { before: isNull(before) ? null : String(asBytes(before)), after: String(asBytes(await ask('get-session-state'))) };
  },
  async 'renew-session-lock'(peer) {
    const { session: { lockedUntil } } = await peer.receiver('renew-session-lock', { session: 'job-1' });
    const renewed = asTime((await peer.request('renew-session-lock', 'com.microsoft:renew-session-lock', { 'session-id': 'job-1' })).body['expiration']);
    return { renewed: renewed >= lockedUntil && renewed > new Date() };
  },
  async 'session-locked'(peer) {
    await peer.receiver('session-locked', { session: 'job-1' });
    return refused(peer.receiver('session-locked', { session: 'job-1' }));
  },
  async 'accept-next-session'(peer) {
    await send(peer, 'accept-next-session', ...inSession('job-2', 'next'));
    const receiver = await peer.receiver('accept-next-session', { session: null });
    return { id: receiver.session.id, body: body(await receiver.one()) };
  },
  'no-session': (peer) => refused(peer.receiver('no-session', { session: null, timeoutMs: 300 })),
  // ServiceBusClient.GetMessageSessionsAsync, which only the newest versions have.
  async 'list-sessions'(peer) {
    await send(peer, 'list-sessions', ...inSession('job-3', 'x'), ...inSession('job-4', 'x'));
    const asked = { 'last-updated-time': MAX_TIME, skip: types.wrap_int(0), top: types.wrap_int(100) };
    return asList((await peer.request('list-sessions', 'com.microsoft:get-message-sessions', asked)).body['sessions-ids']).map(asText).sort();
  },
};

const painted = (color: string, more: Record<string, Typed> = {}, system: object = {}) =>
  message(color, { subject: 'paint', application_properties: { color: types.wrap_string(color), ...more }, ...system });
/** The codes of Amqp…Codec; two of a filter and an action differ by their zeros alone. */
const RULE = 0x13700000004;
const FILTERS = [0x1370000006, 0x1370000007, 0x1370000008, 0x1370000009];
const ACTIONS = [0x13700000005, 0x13700000006];
function castDescribed(typed: Typed | undefined, ...codes: number[]): Typed[] {
  const code = Number((typed?.descriptor as Typed | undefined)?.value);
  if (!codes.includes(code)) throw new Error(`Unable to cast what ${code} describes.`);
  return typed?.value as Typed[];
}

/** The names of a subscription's rules; each is a described list whose third field is its name (AmqpRuleDescriptionCodec). */
async function rules(peer: DotnetPeer, subscription: string): Promise<string[]> {
  const { body: answer } = await peer.request(subscription, 'com.microsoft:enumerate-rules', { top: types.wrap_int(100), skip: types.wrap_int(0) });
  return asList(answer['rules']).map((entry) => {
    const [filter, action, name, createdAt] = castDescribed(Object.fromEntries(entriesOf(entry))['rule-description'], RULE);
    castDescribed(filter, ...FILTERS);
    castDescribed(action, ...ACTIONS);
    asTime(createdAt);
    return asText(name);
  });
}

/** Topics, subscriptions, rules over AMQP. */
export const TOPICS: Record<string, Walk> = {
  async 'topic-with-rules'(peer) {
    const topic = 'topic-with-rules';
    await send(peer, topic, painted('blue', { express: types.wrap_boolean(true) }, { to: 'Leeds' }), painted('red'));
    const from = async (subscription: string, count: number) => (await peer.receiver(`${topic}/Subscriptions/${subscription}`)).receive(count);
    const red = await from('red', 1);
    return { all: bodies(await from('all', 2)), red: bodies(red), checked: asBool(red[0]?.properties['checked']), leeds: bodies(await from('leeds', 1)) };
  },
  async 'rule-manager'(peer) {
    const subscription = 'rule-manager/Subscriptions/s';
    const before = await rules(peer, subscription);
    // GetRuleDescriptionMap: an action that there is not is null.
    const description = map({ 'sql-filter': map({ expression: "color = 'blue'" }), 'sql-rule-action': null, 'rule-name': 'only-blue' });
    await peer.request(subscription, 'com.microsoft:add-rule', { 'rule-name': 'only-blue', 'rule-description': description });
    await peer.request(subscription, 'com.microsoft:remove-rule', { 'rule-name': '$Default' });
    await send(peer, 'rule-manager', painted('red'), painted('blue'));
    return { before, after: await rules(peer, subscription), received: bodies([await (await peer.receiver(subscription)).one()]) };
  },
};
