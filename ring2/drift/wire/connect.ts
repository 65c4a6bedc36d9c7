import { randomUUID } from 'node:crypto';
import { BusError } from '#ring2/drift/driver';
import { assertAuthorized, putToken } from '#ring2/drift/wire/cbs';
import { Channels } from '#ring2/drift/wire/channels';
import { encodeFrame } from '#ring2/drift/wire/frames';
import { type Mechanism, authenticate, open } from '#ring2/drift/wire/handshake';
import { Line } from '#ring2/drift/wire/line';
import { ReceiverWork } from '#ring2/drift/wire/link-receiver';
import { SenderWork } from '#ring2/drift/wire/link-sender';
import { RequestResponse } from '#ring2/drift/wire/request-response';
import { route } from '#ring2/drift/wire/route';
import { Session } from '#ring2/drift/wire/session';
import { numberOf, uint } from '#ring2/drift/wire/values';
import type { AttachOptions, Fields, Wire, WireAddress } from '#ring2/drift/wire/wire';

export interface WireOptions {
  /** Milliseconds, announced in the open; default none, so that the peer need not send signs of life. */
  idleTimeOut?: number;
  /** Fields of the open, over the default ones. */
  open?: Fields;
  /** Default ANONYMOUS. `none`: AMQP without SASL. */
  sasl?: Mechanism | 'none';
  /** How long an answer is waited for, in real milliseconds; default 15 000. */
  answerMs?: number;
}

/**
 * Connects, and begins one session that all links are in.
 * @throws BusError `ConnectionFailed`, `ServiceTimeout`, `ClientFailed` for a peer that speaks something else, or the condition that it closed with
 */
export async function connectWire(address: WireAddress, options: WireOptions = {}): Promise<Wire> {
  const { idleTimeOut, sasl = 'ANONYMOUS', answerMs = 15_000 } = options;
  const line = new Line(address, answerMs);
  try {
    await line.connected;
    const mechanisms = sasl === 'none' ? [] : await authenticate(line, address.host, sasl);
    const fields = { ...(idleTimeOut !== undefined && { 'idle-time-out': uint(idleTimeOut) }), ...options.open };
    const peerOpen = await open(line, address.host, `ringproof-${randomUUID()}`, fields);
    stayAlive(line, peerOpen);
    const channels = new Channels(line);
    const { number, answer } = channels.begin();
    const sessions = new Map<number, Session>();
    line.listen(route(line, channels, sessions, number, numberOf(peerOpen['max-frame-size']) ?? 2 ** 31));
    const begin = await answer;
    const session = sessions.get(number);
    if (!session) throw new BusError('ConnectionFailed', 'the peer ended the session at once', { retryable: true });
    return wire(address, line, channels, session, { mechanisms, open: peerOpen, begin });
  } catch (error) {
    line.reset({ how: 'lost' });
    throw error;
  }
}

/** Empty frames, if the peer asks for signs of life: at half of its time (AMQP 1.0 part 2.4.5). */
function stayAlive(line: Line, peerOpen: Fields): void {
  const idle = numberOf(peerOpen['idle-time-out']) ?? 0;
  if (idle <= 0) return;
  const timer = setInterval(() => line.write(encodeFrame({})), Math.max(1, Math.min(idle / 2, 2 ** 31 - 1)));
  timer.unref();
  line.onOver.add(() => clearInterval(timer));
}

function wire(address: WireAddress, line: Line, channels: Channels, session: Session, peer: Wire['peer']): Wire {
  const nodes = new Map<string, RequestResponse>();
  const node = (path: string): RequestResponse => {
    const known = nodes.get(path);
    if (known && !known.isOver) return known;
    const fresh = new RequestResponse(session, path);
    nodes.set(path, fresh);
    return fresh;
  };
  // What has been asked for and is not written yet: a sync must come behind it.
  const unwritten = new Set<Promise<unknown>>();
  const written = <T>(writing: Promise<T>): Promise<T> => {
    const done = writing.then(() => undefined, () => undefined).finally(() => unwritten.delete(done));
    unwritten.add(done);
    return writing;
  };
  const authorize = async (entity: string) => assertAuthorized(await (await putToken(node('$cbs'), address, entity)).answer);
  const prepare = async <T>(entity: string, options: AttachOptions, attach: () => T): Promise<T> => {
    if (options.authorize ?? true) await authorize(entity);
    return attach();
  };
  const close = async () => {
    line.sendClose();
    await Promise.race([line.ended, line.answers.expect('close').promise]).catch(() => undefined);
    if (!line.over) line.reset({ how: 'lost', text: 'the peer did not answer the close' });
    await line.gone;
  };
  return {
    peer, ended: line.ended, close, [Symbol.asyncDispose]: close,
    putToken: async (entity, token) => (await written(putToken(node('$cbs'), address, entity, token))).answer,
    attachSender: async (entity, options = {}) => (await written(prepare(entity, options, () => new SenderWork(session, entity, options)))).attached(),
    attachReceiver: async (entity, options = {}) => (await written(prepare(entity, options, () => new ReceiverWork(session, entity, options)))).attached(),
    async manage(entity, operation, body, properties = {}) {
      const path = `${entity}/$management`;
      const request = { applicationProperties: { operation, ...properties }, value: body };
      const asked = await written((async () => (await prepare(path, {}, () => node(path))).send(request))());
      return asked.answer;
    },
    async sync() {
      await Promise.all(unwritten);
      const channel = channels.begin();
      await channel.answer;
      await channels.end(channel.number);
    },
    drop: () => line.reset({ how: 'lost' }),
  };
}
