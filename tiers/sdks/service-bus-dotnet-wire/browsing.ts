import rhea from 'rhea';
import type { DotnetPeer } from '#emulators/service-bus/testing/dotnet-peer';
import { asLongs, longs, map } from '#emulators/service-bus/testing/dotnet-values';
import { bodies, body, left, message, peek, send, state } from './bus.ts';
import type { Walk } from './seen.ts';

const { types } = rhea;

/** Two messages for an hour from now (ScheduleMessageInternalAsync); resolves to their sequence numbers. */
async function schedule(peer: DotnetPeer, queue: string): Promise<number[]> {
  const messages = ['later', 'much later'].map((text) => {
    const id = `id of ${text}`;
    const scheduled = message(text, { message_id: id, message_annotations: { 'x-opt-scheduled-enqueue-time': types.wrap_timestamp(Date.now() + 3_600_000) } });
    return map({ message: types.wrap_binary(rhea.message.encode(scheduled)), 'message-id': id });
  });
  return asLongs((await peer.request(queue, 'com.microsoft:schedule-message', { messages: types.wrap_list(messages) })).body['sequence-numbers']);
}

/** Ways to receive that lock nothing, or find nothing, and messages whose time has not come. */
export const BROWSING: Record<string, Walk> = {
  async 'receive-and-delete'(peer) {
    await send(peer, 'receive-and-delete', 'once');
    const received = await (await peer.receiver('receive-and-delete', { settled: true })).one();
    return { body: body(received), left: await left(peer, 'receive-and-delete') };
  },
  async peek(peer) {
    await send(peer, 'peek', '0', '1', '2');
    return { peeked: await left(peer, 'peek'), deliveryCount: (await (await peer.receiver('peek')).one()).message.delivery_count };
  },
  async schedule(peer) {
    const [first] = await schedule(peer, 'schedule');
    return { states: (await peek(peer, 'schedule', first)).map(state) };
  },
  async 'cancel-scheduled'(peer) {
    const numbers = await schedule(peer, 'cancel-scheduled');
    await peer.request('cancel-scheduled', 'com.microsoft:cancel-scheduled-message', { 'sequence-numbers': longs(...numbers) });
    return { left: await left(peer, 'cancel-scheduled') };
  },
  async 'empty-receive'(peer) {
    const receiver = await peer.receiver('empty-receive');
    const first = (await receiver.drain()).length;
    await send(peer, 'empty-receive', 'after the empty receive');
    return { first, then: bodies(await receiver.receive()) };
  },
};
