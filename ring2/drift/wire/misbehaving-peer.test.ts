import { describe, expect, it } from 'vitest';
import { BusError } from '#ring2/drift/driver';
import { connectWire } from '#ring2/drift/wire/connect';
import { protocolHeader } from '#ring2/drift/wire/frames';
import { composite } from '#ring2/drift/wire/performatives';
import { MECHANISMS, type Script, WELL, frame, sasl, startPeer } from '#ring2/drift/wire/testing/scripted-peer';
import { boolean, string, symbol, ubyte, uint, ushort } from '#ring2/drift/wire/values';

const failure = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => (error instanceof BusError ? { code: error.code, text: error.message } : error));
const tiny = { answerMs: 100 };

describe('connecting to a peer that', () => {
  it.each<[string, Script, string, RegExp]>([
    ['says nothing', {}, 'ServiceTimeout', /header of SASL within 0\.1 s/],
    ['speaks HTTP', { hello: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n') }, 'ClientFailed', /a frame of 1213486160 bytes/],
    ['stops in the middle of a frame', { ...WELL, header3: Buffer.concat([protocolHeader(3), MECHANISMS.subarray(0, 10)]) }, 'ServiceTimeout', /sasl-mechanisms/],
    ['answers another protocol', { ...WELL, header3: protocolHeader(0) }, 'ClientFailed', /header of protocol 0/],
    ['offers what is not wanted', { ...WELL, header3: Buffer.concat([protocolHeader(3), sasl('sasl-mechanisms', { 'sasl-server-mechanisms': symbol('PLAIN') })]) }, 'ClientFailed', /offers PLAIN, not ANONYMOUS/],
    ['refuses', { ...WELL, 'sasl-init': sasl('sasl-outcome', { code: ubyte(1) }) }, 'UnauthorizedAccess', /code 1/],
    ['sends a frame whose body is beyond its end', { ...WELL, open: Buffer.from('0000000809000000', 'hex') }, 'ClientFailed', /whose body begins at 36/],
    ['sends a frame of another type', { ...WELL, open: Buffer.from('0000000802070000', 'hex') }, 'ClientFailed', /unknown type 7/],
    ['sends a performative of noise', { ...WELL, open: Buffer.from('0000000a020000003f3f', 'hex') }, 'ClientFailed', /no type has the constructor 0x3f/],
    ['closes at once', { ...WELL, open: frame('close', { error: composite('error', { condition: symbol('amqp:connection:forced'), description: string('go away') }) }) }, 'amqp:connection:forced', /go away/],
    ['begins what nobody asked for', { ...WELL, begin: frame('begin', { 'remote-channel': ushort(9) }) }, 'ClientFailed', /nobody asked for/],
    ['forgets to begin', { ...WELL, begin: Buffer.alloc(0) }, 'ServiceTimeout', /no begin/],
  ])('%s', async (_, script, code, text) => {
    await using peer = await startPeer(script);
    expect(await failure(connectWire(peer.address, tiny))).toEqual({ code, text: expect.stringMatching(text) as string });
    await peer.deserted();
  });

  it('is not there, or hangs up', async () => {
    const peer = await startPeer({});
    await peer[Symbol.asyncDispose]();
    expect(await failure(connectWire(peer.address))).toMatchObject({ code: 'ConnectionFailed', text: expect.stringContaining('ECONNREFUSED') as string });
    await using rude = await startPeer({});
    rude.server.on('connection', (socket) => socket.end());
    expect(await failure(connectWire(rude.address))).toMatchObject({ code: 'ConnectionFailed' });
    expect(await failure(connectWire({ ...rude.address, transport: 'websocket' }))).toMatchObject({ code: 'ConnectionFailed' });
  });

  it('sends its bytes one by one', async () => {
    await using peer = await startPeer(WELL, true);
    await using wire = await connectWire(peer.address);
    expect(wire.peer.open).toEqual({ 'container-id': string('peer') });
    expect(wire.peer.mechanisms).toEqual(['ANONYMOUS']);
  });
});

describe('on an open connection a peer that', () => {
  const attachTo = async (script: Script) => {
    await using peer = await startPeer({ ...WELL, ...script });
    await using wire = await connectWire(peer.address, tiny);
    return await failure(wire.attachReceiver('q', { name: 'l', authorize: false }));
  };
  const ATTACH = { name: string('l'), handle: uint(3), role: boolean(false), 'initial-delivery-count': uint(0) };

  it.each<[string, Buffer, string, RegExp]>([
    ['never attaches', Buffer.alloc(0), 'ServiceTimeout', /no attach within/],
    ['refuses and forgets the detach', frame('attach', ATTACH), 'ServiceTimeout', /no attach within/],
    ['refuses without an error', Buffer.concat([frame('attach', ATTACH), frame('detach', { handle: uint(3), closed: boolean(true) })]), 'LinkDetached', /without a word/],
    ['attaches another link', frame('attach', { ...ATTACH, name: string('other') }), 'ClientFailed', /nobody asked for/],
    ['transfers on no link', frame('transfer', { handle: uint(8) }), 'ClientFailed', /handle 8, which is not attached/],
    ['speaks on no channel', frame('attach', ATTACH, 5), 'ClientFailed', /channel 5/],
    ['ends the session', frame('end', { error: composite('error', { condition: symbol('amqp:session:window-violation') }) }), 'amqp:session:window-violation', /session was closed/],
    ['closes', frame('close', { error: composite('error', { condition: symbol('amqp:connection:forced'), description: string('idle') }) }), 'amqp:connection:forced', /idle/],
  ])('%s', async (_, attach, code, text) => {
    expect(await attachTo({ attach })).toEqual({ code, text: expect.stringMatching(text) as string });
  });

  it('tells how it closed, and is answered', async () => {
    const close = frame('close', { error: composite('error', { condition: symbol('amqp:connection:forced'), description: string('idle') }) });
    await using peer = await startPeer({ ...WELL, attach: close });
    const wire = await connectWire(peer.address);
    await failure(wire.attachSender('q', { authorize: false }));
    expect(await wire.ended).toEqual({ how: 'closed', condition: 'amqp:connection:forced', text: 'idle' });
    await Promise.all([peer.deserted(), wire.close()]);
    expect(peer.got.filter((name) => name === 'close')).toHaveLength(1);
  });

  it('asks for signs of life gets empty frames, and another does not', async () => {
    await using asking = await startPeer({ ...WELL, open: frame('open', { 'container-id': string('peer'), 'idle-time-out': uint(2) }) });
    const wire = await connectWire(asking.address);
    await asking.until('empty');
    await wire.close();
    await using silent = await startPeer(WELL);
    await using other = await connectWire(silent.address, { idleTimeOut: 60_000 });
    await other.close();
    expect(silent.got).not.toContain('empty');
  });
});

it('a drop is a reset, and a close is one frame', async () => {
  await using peer = await startPeer(WELL);
  const reset = new Promise<string | undefined>((resolve) => peer.server.once('connection', (socket) => socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))));
  (await connectWire(peer.address)).drop();
  expect(await reset).toBe('ECONNRESET');
  const wire = await connectWire(peer.address);
  await Promise.all([wire.close(), peer.deserted()]);
  expect(peer.got.filter((name) => name === 'close')).toHaveLength(1);
});

it('a sync comes behind an attach whose token is not put yet', async () => {
  await using peer = await startPeer(WELL);
  await using wire = await connectWire(peer.address, tiny);
  const attaching = failure(wire.attachSender('q'));
  const syncing = failure(wire.sync());
  expect(await attaching).toMatchObject({ code: 'ServiceTimeout' });
  expect(peer.got.filter((name) => name === 'begin')).toHaveLength(1);
  await syncing;
});
