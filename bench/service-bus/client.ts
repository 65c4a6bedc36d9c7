// The client side of the throughput benches: one rhea connection in this process, the same for every peer.
import { once } from 'node:events';
import rhea, { type Connection, type EventContext, type Receiver, type Sender } from 'rhea';
import { BODY } from './message.ts';

const CREDIT = 1000;

/** A peer that can be asked: its port, and what it calls the queue. */
export interface Target { port: number; address: string }

/** guest, guest is what RabbitMQ wants from loopback; the others do not look. */
export async function connect(port: number): Promise<Connection> {
  const connection = rhea.create_container().connect({
    host: '127.0.0.1', port, username: 'guest', password: 'guest', reconnect: false, tcp_no_delay: true, max_frame_size: 65_536,
    session_buffer_size: { incoming: 4096, outgoing: 4096 },
  } as never);
  await new Promise<void>((resolve, reject) => {
    connection.once('connection_open', () => resolve());
    connection.on('disconnected', () => reject(new Error(`Nobody speaks AMQP at port ${port}.`)));
  });
  return connection;
}

export async function disconnect(connection: Connection): Promise<void> {
  const closed = once(connection, 'connection_close');
  connection.close();
  await closed;
}

/** Sends `count` messages, as many at a time as there is credit; resolves when the last one is accepted. */
export function sendAll(connection: Connection, address: string, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const sender: Sender = connection.open_sender(address);
    let [sent, accepted] = [0, 0];
    sender.on('sendable', () => { for (; sent < count && sender.sendable(); sent += 1) sender.send({ body: rhea.message.data_section(BODY), durable: false }); });
    for (const event of ['rejected', 'released', 'sender_error']) sender.on(event, () => reject(new Error(`sending ended with ${event}`)));
    sender.on('accepted', () => {
      accepted += 1;
      if (accepted < count) return;
      sender.once('sender_close', () => resolve());
      sender.close();
    });
  });
}

/**
 * Receives, accepts and settles `count` messages; resolves when the peer has read the last settlement. RabbitMQ's plugin
 * knows no other settle mode than this one, in which the receiver settles first.
 */
export function receiveAll(connection: Connection, address: string, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const receiver: Receiver = connection.open_receiver({ source: address, autoaccept: false, credit_window: 0 });
    let [received, granted] = [0, Math.min(count, CREDIT)];
    receiver.add_credit(granted);
    receiver.on('receiver_error', () => reject(new Error('receiving ended with an error')));
    receiver.on('message', ({ delivery }: EventContext) => {
      received += 1;
      delivery?.accept();
      if (received === count) {
        // The answer to what comes behind the settlements on the same connection.
        receiver.once('receiver_close', () => resolve());
        setImmediate(() => receiver.close());
      } else if (granted < count && granted - received <= CREDIT / 2) {
        const more = Math.min(CREDIT / 2, count - granted);
        granted += more;
        receiver.add_credit(more);
      }
    });
  });
}

/** Milliseconds of `count` round trips, one message in flight: sent, stored, accepted and delivered. */
export async function roundTrips(connection: Connection, address: string, count: number): Promise<number[]> {
  const sender: Sender = connection.open_sender(address);
  const receiver: Receiver = connection.open_receiver({ source: address, autoaccept: false, credit_window: 10 });
  receiver.on('message', ({ delivery }: EventContext) => delivery?.accept());
  await Promise.all([once(sender, 'sendable'), once(receiver, 'receiver_open')]);
  const times: number[] = [];
  for (let trip = 0; trip < count; trip += 1) {
    const started = performance.now();
    const both = Promise.all([once(sender, 'accepted'), once(receiver, 'message')]);
    sender.send({ body: rhea.message.data_section(BODY), durable: false });
    await both;
    times.push(performance.now() - started);
  }
  const closed = Promise.all([once(sender, 'sender_close'), once(receiver, 'receiver_close')]);
  sender.close();
  receiver.close();
  await closed;
  return times;
}
