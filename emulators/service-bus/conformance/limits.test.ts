import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { section, string, symbol } from '#emulators/service-bus/amqp/codec/write';
import { BEGIN, HEADER, MESSAGE, NULL, OPEN, RawPeer, attach, transfer } from '#emulators/service-bus/testing/raw-peer';
import { type World, nothing, one, startWorld } from '#emulators/service-bus/testing/world';

// D50, D101 to D103: what is beyond a limit is refused whole; state/message-limits.test.ts has the limits.

let world: World;
beforeAll(async () => { world = await startWorld('tcp', { name: 'q' }); });
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => world.bus.reset());

/** What the broker says to a message whose id or partition key is this long: the SDK would not let it out. */
async function answerTo(...before: Buffer[]): Promise<string> {
  using peer = new RawPeer(world.bus.port, world.bus.host);
  peer.write(HEADER, OPEN, BEGIN, attach(false, 0), transfer(Buffer.concat([...before, MESSAGE])));
  return (await peer.next(0x15)).bytes.toString('latin1');
}
const identified = (messageId: string, sessionId: string) =>
  section(0x73, 0xd0, 11, [string(messageId), ...Array.from({ length: 9 }, () => NULL), string(sessionId)]);
const partitioned = (key: string) => section(0x72, 0xd1, 2, [symbol('x-opt-partition-key'), string(key)]);

describe('ids', () => {
  const [most, more] = ['x'.repeat(128), 'x'.repeat(129)];

  it('of 128 characters are taken', async () => {
    for (const answer of [await answerTo(identified(most, most)), await answerTo(partitioned(most))]) expect(answer).toContain('\x00\x53\x24');
  });

  it.each([['MessageId', identified(more, 's')], ['SessionId', identified('m', more)], ['PartitionKey', partitioned(more)]])('%s of 129 is refused', async (name, before) => {
    const answer = await answerTo(before);
    expect(answer).toContain('com.microsoft:argument-out-of-range');
    expect(answer).toContain(`The property '${name}' has 129 characters; at most 128 are allowed.`);
    expect(await nothing(world.client.createReceiver('q'))).toBe(true);
  });
});

describe('application properties, by the JavaScript SDK', () => {
  const withProperties = (applicationProperties: Record<string, string>) => world.client.createSender('q').sendMessages({ body: 1, applicationProperties });

  it('of 32 KB each and less than 64 KB together are taken', async () => {
    await withProperties({ a: 'x'.repeat(32_768), b: 'x'.repeat(32_000) });
    const received = (await one(world.client.createReceiver('q'))).applicationProperties;
    expect(String(received?.['a']).length).toBe(32_768);
  });

  it('one above 32 KB is refused as the cloud does, with an error that clients retry', async () => {
    await expect(withProperties({ a: 'x'.repeat(32_769) })).rejects.toMatchObject({ code: 'GeneralError', retryable: true, message: expect.stringContaining('The service was unable to process the request') as string });
  });

  it('above 64 KB together are MessageSizeExceeded', async () => {
    await expect(withProperties({ a: 'x'.repeat(30_000), b: 'x'.repeat(30_000), c: 'x'.repeat(6000) })).rejects.toMatchObject({
      code: 'MessageSizeExceeded', message: expect.stringContaining('The size quota for this stream (65536) has been exceeded..') as string,
    });
  });

  it('of one message of a batch refuse all of it, scheduled ones too', async () => {
    const sender = world.client.createSender('q');
    const messages = [{ body: 'good' }, { body: 'bad', applicationProperties: { a: 'x'.repeat(33_000) } }];
    await expect(sender.sendMessages(messages)).rejects.toMatchObject({ code: 'GeneralError' });
    await expect(sender.scheduleMessages(messages, new Date(0))).rejects.toMatchObject({ code: 'GeneralError' });
    expect(await nothing(world.client.createReceiver('q'))).toBe(true);
  });
});
