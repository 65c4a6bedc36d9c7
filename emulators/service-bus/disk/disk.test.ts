import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { virtualClock } from '#core/clock';
import { journalFile } from '#emulators/service-bus/disk/files';
import { type Disk, openDisk } from '#emulators/service-bus/disk/open-disk';
import { cancelScheduled } from '#emulators/service-bus/state/schedule';
import { createSubscription } from '#emulators/service-bus/state/entities/subscriptions';
import { createTopic } from '#emulators/service-bus/state/entities/topics';
import { createQueue, deleteQueue } from '#emulators/service-bus/state/entities/queues';
import { createRule, listRules } from '#emulators/service-bus/state/entities/rules';
import { enqueue } from '#emulators/service-bus/state/enqueue';
import { Namespace } from '#emulators/service-bus/state/namespace';
import { peek } from '#emulators/service-bus/state/peek';
import type { Queue } from '#emulators/service-bus/state/queue';
import { receive } from '#emulators/service-bus/state/receive';
import { acceptSession } from '#emulators/service-bus/state/session-lock';
import { getSessionState, setSessionState } from '#emulators/service-bus/state/session-state';
import { abandon, complete, deadLetter, defer } from '#emulators/service-bus/state/settle';
import { message } from '#emulators/service-bus/testing/given-queue';

const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringproof-data-'));
  folders.push(folder);
  return folder;
};
afterEach(() => { for (const folder of folders.splice(0)) rmSync(folder, { recursive: true }); });

const clock = virtualClock();
const HOLDER = { wake: () => undefined, lost: () => undefined };

/** One life of an emulator on a folder, which ends in order or, as a killed process does, by leaving its files behind. */
async function life<Result>(folder: string, act: (namespace: Namespace, disk: Disk) => Result | Promise<Result>, leastSize?: number): Promise<Result> {
  const namespace = new Namespace('n', clock);
  const disk = openDisk(folder, namespace, leastSize);
  try {
    return await act(namespace, disk);
  } finally {
    await disk.close();
  }
}
const safe = (disk: Disk) => new Promise<Error | undefined>((resolve) => disk.safe(resolve));
const queueOf = (namespace: Namespace, path = 'q'): Queue => {
  const queue = namespace.find(path);
  if (!queue) throw new Error(`There is no ${path}.`);
  return queue;
};
const lockNext = (queue: Queue): number => receive(queue, 'peek-lock')?.lock?.token ?? 0;
const ids = (queue: Queue) => peek(queue, 0, 1000).map(({ messageId }) => messageId);

describe('a data folder', () => {
  it('gives back what was there: order, counts, deferred, scheduled, dead letters, properties, times', async () => {
    const folder = newFolder();
    const before = await life(folder, (namespace) => {
      const queue = createQueue(namespace, 'q', { defaultMessageTimeToLive: 3_600_000 });
      for (const id of ['completed', 'abandoned', 'deferred', 'dead', 'locked', 'untouched']) enqueue(queue, message(id));
      enqueue(queue, message('later', { scheduledAt: clock.now() + 60_000, timeToLive: 5000, sessionId: 's' }));
      const cancelled = enqueue(queue, message('cancelled', { scheduledAt: clock.now() + 60_000 }));
      cancelScheduled(queue, [cancelled.sequenceNumber]);
      complete(queue, lockNext(queue));
      abandon(queue, lockNext(queue), { why: 'not now', raw: Buffer.of(0x56, 1) });
      const again = lockNext(queue);
      defer(queue, lockNext(queue));
      deadLetter(queue, lockNext(queue), { DeadLetterReason: 'bad' });
      receive(queue, 'peek-lock');
      abandon(queue, again);
      return [queue, queueOf(namespace, 'q/$DeadLetterQueue')].map((one) => peek(one, 0, 100).map((found) => ({ ...found, lock: undefined })));
    });
    const after = await life(folder, (namespace) => [queueOf(namespace), queueOf(namespace, 'q/$DeadLetterQueue')].map((one) => peek(one, 0, 100)));
    expect(after).toEqual(before);
    expect(after[0]?.map(({ messageId, deliveryCount, state }) => [messageId, deliveryCount, state])).toEqual([
      ['abandoned', 2, 'active'], ['deferred', 1, 'deferred'], ['locked', 0, 'active'], ['untouched', 0, 'active'], ['later', 0, 'scheduled'],
    ]);
    expect(after[1]).toMatchObject([{ messageId: 'dead', properties: { DeadLetterReason: 'bad' } }]);
  });

  it('never gives a sequence number twice, and runs what fell due meanwhile', async () => {
    const folder = newFolder();
    await life(folder, (namespace) => {
      const queue = createQueue(namespace, 'q', { defaultMessageTimeToLive: 1000 });
      for (const id of ['a', 'b', 'c']) enqueue(queue, message(id));
      for (let count = 0; count < 3; count++) complete(queue, lockNext(queue));
      enqueue(queue, message('expires'));
      enqueue(queue, message('due', { scheduledAt: clock.now() + 1500 }));
    });
    clock.advance(2000);
    await life(folder, (namespace) => {
      const queue = queueOf(namespace);
      clock.advance(0);
      expect(peek(queue, 0, 10)).toMatchObject([{ messageId: 'due', state: 'active', sequenceNumber: 6, enqueuedSequenceNumber: 5 }]);
      expect(enqueue(queue, message('next')).sequenceNumber).toBe(7);
    });
  });

  it('keeps session state, and forgets what was reset', async () => {
    const folder = newFolder();
    await life(folder, (namespace) => {
      for (const name of ['s', 'r']) createQueue(namespace, name, { requiresSession: true });
      for (const name of ['s', 'r']) {
        const queue = queueOf(namespace, name);
        acceptSession(queue, 'kept', HOLDER);
        setSessionState(queue, 'kept', Uint8Array.of(1, 2));
        acceptSession(queue, 'cleared', HOLDER);
        setSessionState(queue, 'cleared', Uint8Array.of(3));
        setSessionState(queue, 'cleared', null);
        enqueue(queue, message('m', { sessionId: 'kept' }));
      }
      namespace.reset('r');
    });
    await life(folder, (namespace) => {
      const [kept, reset] = [queueOf(namespace, 's'), queueOf(namespace, 'r')];
      acceptSession(kept, 'kept', HOLDER);
      expect([...getSessionState(kept, 'kept') ?? []]).toEqual([1, 2]);
      expect([kept.sessions.size, ids(kept), reset.sessions.size, ids(reset)]).toEqual([1, ['m'], 0, []]);
    });
  });

  it('keeps entities with their options and rules, and not those that were deleted', async () => {
    const folder = newFolder();
    await life(folder, (namespace) => {
      createQueue(namespace, 'target');
      createQueue(namespace, 'forwards', { forwardTo: 'target', lockDuration: 5000 });
      enqueue(createQueue(namespace, 'gone'), message('lost'));
      createTopic(namespace, 't');
      const subscription = createSubscription(namespace, 't', 'sub', { maxDeliveryCount: 3 }, { name: 'first', filter: { type: 'sql', expression: 'a = 1' }, action: 'SET b = 2' });
      createRule(namespace, subscription, { name: 'second', filter: { type: 'correlation', system: new Map([['Label', 'x']]), properties: new Map<string, bigint>([['n', 7n]]) } });
      deleteQueue(namespace, 'gone');
    });
    await life(folder, (namespace) => {
      expect(namespace.queues().map(({ name }) => name)).toEqual(['target', 'forwards']);
      expect(queueOf(namespace, 'forwards').options).toMatchObject({ forwardTo: 'target', lockDuration: 5000, defaultMessageTimeToLive: Infinity });
      const subscription = namespace.findSubscription('t/Subscriptions/sub');
      expect(subscription?.queue.options.maxDeliveryCount).toBe(3);
      expect(subscription && listRules(subscription)).toMatchObject([
        { name: 'first', filter: { type: 'sql', expression: 'a = 1' }, action: 'SET b = 2' },
        { name: 'second', filter: { type: 'correlation', system: new Map([['Label', 'x']]), properties: new Map([['n', 7n]]) } },
      ]);
      createQueue(namespace, 'gone');
      expect(ids(queueOf(namespace, 'gone'))).toEqual([]);
    });
  });

  it('says that something is safe once it is in the file, and not before', async () => {
    const folder = newFolder();
    await life(folder, async (namespace, disk) => {
      const queue = createQueue(namespace, 'q');
      await safe(disk);
      enqueue(queue, message('needle'));
      let told = false;
      disk.safe(() => { told = true; });
      expect([told, readFileSync(journalFile(folder, 1)).includes('needle')]).toEqual([false, false]);
      await safe(disk);
      expect([told, readFileSync(journalFile(folder, 1)).includes('needle')]).toEqual([true, true]);
      let at = 'later';
      disk.safe(() => { at = 'at once'; });
      expect(at).toBe('at once');
    });
  });
});

describe('the end of a journal', () => {
  /** Two group commits: `first`, then a message that moves to the dead-letter queue together with `second`. */
  async function twoCommits(folder: string): Promise<{ whole: number; before: number }> {
    return life(folder, async (namespace, disk) => {
      const queue = createQueue(namespace, 'q');
      enqueue(queue, message('first'));
      await safe(disk);
      const before = statSync(journalFile(folder, 1)).size;
      enqueue(queue, message('second'));
      deadLetter(queue, lockNext(queue));
      await safe(disk);
      return { before, whole: statSync(journalFile(folder, 1)).size };
    });
  }
  const left = (folder: string) => life(folder, (namespace) => [ids(queueOf(namespace)), ids(queueOf(namespace, 'q/$deadletterqueue'))]);

  it('is dropped as a whole wherever it was torn: no half of a move stays', async () => {
    const folder = newFolder();
    const { before, whole } = await twoCommits(folder);
    const file = journalFile(folder, 1);
    const bytes = readFileSync(file);
    expect(whole - before).toBeGreaterThan(100);
    for (let cut = before; cut < whole; cut += 7) {
      writeFileSync(file, bytes.subarray(0, cut));
      expect(await left(folder)).toEqual([['first'], []]);
    }
    writeFileSync(file, bytes.subarray(0, whole));
    expect(await left(folder)).toEqual([['second'], ['first']]);
  }, 30_000);

  it('is cut off, so that what is written next is read again', async () => {
    const folder = newFolder();
    const { whole } = await twoCommits(folder);
    truncateSync(journalFile(folder, 1), whole - 1);
    await life(folder, (namespace) => void enqueue(queueOf(namespace), message('third')));
    expect(await left(folder)).toEqual([['first', 'third'], []]);
  });

  it.each([['garbage', Buffer.from('no frame at all')], ['zeros', Buffer.alloc(4096)]])('may be followed by %s', async (_, tail) => {
    const folder = newFolder();
    await twoCommits(folder);
    appendFileSync(journalFile(folder, 1), tail);
    expect(await left(folder)).toEqual([['second'], ['first']]);
  });

  it('is cut off, too, when the journal after it was begun and never held anything', async () => {
    const folder = newFolder();
    await life(folder, async (namespace, disk) => {
      createQueue(namespace, 'q');
      for (const id of ['a', 'b']) {
        enqueue(queueOf(namespace), message(id));
        await safe(disk);
      }
    });
    truncateSync(journalFile(folder, 1), statSync(journalFile(folder, 1)).size - 3);
    // The disk was full when they were begun: not even the first bytes came through, or just they.
    writeFileSync(journalFile(folder, 2), '');
    writeFileSync(journalFile(folder, 3), 'RPSBLOG1');
    expect(await life(folder, async (namespace, disk) => {
      const found = ids(queueOf(namespace));
      enqueue(queueOf(namespace), message('c'));
      await safe(disk);
      return found;
    })).toEqual(['a']);
    expect(await life(folder, (namespace) => ids(queueOf(namespace)))).toEqual(['a', 'c']);
  });

  it('is not what a flipped bit in the middle is taken for: nothing is silently lost', async () => {
    const folder = newFolder();
    const { before } = await twoCommits(folder);
    const file = journalFile(folder, 1);
    const bytes = readFileSync(file);
    bytes[before - 5] = (bytes[before - 5] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await expect(left(folder)).rejects.toMatchObject({ code: 'RP_DATA_CORRUPT' });
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});

describe('a folder in use', () => {
  it('is refused to a second emulator, and free when the first one stopped or died', async () => {
    const folder = newFolder();
    await life(folder, () => {
      expect(() => openDisk(folder, new Namespace('n', clock))).toThrow(expect.objectContaining({ code: 'RP_DATA_IN_USE' }) as Error);
    });
    // No process has this id: Linux' largest is 2^22.
    writeFileSync(join(folder, 'lock'), '99999999');
    await life(folder, () => undefined);
    expect(readdirSync(folder)).toEqual(['journal-00000001.log']);
  });

  it('cannot be a file', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect(() => openDisk(file, new Namespace('n', clock))).toThrow(expect.objectContaining({ code: 'RP_FILE_UNWRITABLE' }) as Error);
  });
});

describe('compaction', () => {
  it('replaces files that are mostly garbage while traffic goes on, and loses nothing', async () => {
    const folder = newFolder();
    const kept = await life(folder, async (namespace, disk) => {
      const queue = createQueue(namespace, 'q');
      const sub = createSubscription(namespace, createTopic(namespace, 't').name, 's').queue;
      for (let round = 0; round < 300; round++) {
        for (let index = 0; index < 10; index++) enqueue(queue, message(`${round}-${index}`));
        enqueue(sub, message(`sub-${round}`));
        for (let index = 0; index < 9; index++) complete(queue, lockNext(queue));
        deadLetter(queue, lockNext(queue));
        if (round % 3) complete(sub, lockNext(sub));
        if (round % 7) complete(queueOf(namespace, 'q/$DeadLetterQueue'), lockNext(queueOf(namespace, 'q/$DeadLetterQueue')));
        await safe(disk);
      }
      return [queue, queueOf(namespace, 'q/$DeadLetterQueue'), sub].map((one) => [ids(one), one.lastSequenceNumber]);
    }, 20_000);
    const files = readdirSync(folder).sort();
    expect(files.length).toBe(2);
    expect(files[0]).not.toBe('journal-00000001.log');
    expect(files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)).toBeLessThan(120_000);
    const after = await life(folder, (namespace) => ['q', 'q/$DeadLetterQueue', 't/Subscriptions/s'].map((path) => [ids(queueOf(namespace, path)), queueOf(namespace, path).lastSequenceNumber]));
    expect(after).toEqual(kept);
  });
});
