import { describe, expect, it } from 'vitest';
import { type VirtualClock, virtualClock } from '#core/clock';
import { type ConnectionTimer, type LinkKind, idleness } from '#emulators/service-bus/state/idleness';

// service-bus-amqp-protocol-guide (D108), service-bus-amqp-troubleshoot (D109, D110)

interface Given { clock: VirtualClock; timer: ConnectionTimer; told: string[]; link: (name: string, kind?: LinkKind) => { used: () => void; gone: () => void; waits: boolean } }

function givenConnection(): Given {
  const clock = virtualClock();
  const told: string[] = [];
  const timer = idleness(clock).watch({ close: ({ message }) => told.push(message), drop: () => told.push('dropped') });
  return {
    clock, timer, told,
    link(name, kind = 'send') {
      const given = { waits: false };
      const handle = timer.linked({ name, kind, waits: () => given.waits, end({ message }) { told.push(message); handle.gone(); } });
      return Object.assign(given, handle);
    },
  };
}

const UNLINKED = (ms: number) => `The connection was closed by container 'LinkTracker' because it did not have any active links in the past ${ms} milliseconds.`;

describe('a connection', () => {
  it('has 20 seconds to put a token, and is dropped when it does not answer its close', () => {
    const { clock, told } = givenConnection();
    clock.advance(19_999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual(["The connection was closed because no token was put to '$cbs' within 20000 milliseconds."]);
    clock.advance(20_000);
    expect(told[1]).toBe('dropped');
    clock.advance(3_600_000);
    expect(told).toHaveLength(2);
  });

  it('with a token has a minute to make a link', () => {
    const { clock, timer, told } = givenConnection();
    timer.trusted();
    clock.advance(59_999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual([UNLINKED(60_000)]);
  });

  it('has five minutes for another link after its last one is gone', () => {
    const { clock, timer, told, link } = givenConnection();
    timer.trusted();
    const [first, second] = [link('a'), link('b')];
    first.gone();
    clock.advance(300_000);
    second.gone();
    clock.advance(299_999);
    expect(told).toEqual([]);
    const third = link('c');
    clock.advance(1);
    third.gone();
    clock.advance(299_999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual([UNLINKED(300_000)]);
  });

  it('needs no token of its own once it has a link', () => {
    const { clock, told, link } = givenConnection();
    const only = link('a');
    clock.advance(30_000);
    only.gone();
    clock.advance(299_999);
    expect(told).toEqual([]);
  });

  it('that is over is left alone', () => {
    const { clock, timer, told, link } = givenConnection();
    const only = link('a');
    timer.stop();
    only.gone();
    clock.advance(3_600_000);
    expect(told).toEqual([]);
  });
});

describe('a link', () => {
  it.each<[LinkKind, string]>([['send', 'publisher(link1). Details: AmqpMessagePublisher'], ['receive', 'consumer(link1). Details: AmqpMessageConsumer'], ['manage', 'client(link1). Details: AmqpControlProtocolClient']])('to %s is detached ten minutes after its last use', (kind, origin) => {
    const { clock, told, link } = givenConnection();
    const only = link('l', kind);
    clock.advance(599_999);
    only.used();
    clock.advance(599_999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual([`The link 'l' is force detached. Code: ${origin}.IdleTimerExpired: Idle timeout: 00:10:00.`]);
    clock.advance(300_000);
    expect(told[1]).toBe(UNLINKED(300_000));
  });

  it('is not idle while its client waits for messages', () => {
    const { clock, told, link } = givenConnection();
    const receiver = link('r', 'receive');
    receiver.waits = true;
    clock.advance(3_600_000);
    expect(told).toEqual([]);
    receiver.waits = false;
    receiver.used();
    clock.advance(599_999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toHaveLength(1);
  });

  it('does not keep others alive', () => {
    const { clock, told, link } = givenConnection();
    link('idle');
    const busy = link('busy');
    for (let minute = 0; minute < 30; minute += 1) {
      clock.advance(60_000);
      busy.used();
    }
    expect(told).toEqual([expect.stringContaining("'idle'")]);
  });
});

it('arms one timer for a thousand connections, and none anew for a use', () => {
  const clock = virtualClock();
  let armed = 0;
  const { watch, stop } = idleness({ now: () => clock.now(), after: (ms, action) => { armed += 1; return clock.after(ms, action); } });
  const ends = { close: () => undefined, drop: () => undefined };
  const links = Array.from({ length: 1000 }, () => watch(ends).linked({ name: 'l', kind: 'receive', waits: () => true, end: () => undefined }));
  for (const link of links) for (let use = 0; use < 100; use += 1) link.used();
  expect(armed).toBe(1);
  clock.advance(3_600_000);
  expect(armed).toBeLessThan(20);
  stop();
  expect(clock.advance(3_600_000)).toBe(undefined);
});
