import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import gc from '#commands/drift/gc';
import { room } from '#commands/testing/call';
import { userError, workplace } from '#commands/testing/cli';
import { realClock, virtualClock } from '#core/clock';
import { startServiceBus } from '#emulators/service-bus/index';
import { LEDGER_FILE, openLedger, readLeftovers } from '#ring2/drift/provision/ledger';

const SLOW = ['--scenario', 'lock-expiry-redelivers', '--right', 'emulator:tcp'];
const NOBODY = 'Endpoint=sb://localhost:1;SharedAccessKeyName=a;SharedAccessKey=b;UseDevelopmentEmulator=true';

describe('a run that ends in the middle', { timeout: 60_000 }, () => {
  test('by kill -9 leaves what the ledger knows and gc removes', async () => {
    using here = workplace();
    await using bus = await startServiceBus({ queues: [{ name: 'of-somebody-else' }] });
    const ours = () => bus.queueNames().filter((name) => name !== 'of-somebody-else');
    const run = here.start(['drift', '--left', bus.connectionString, ...SLOW]);
    await expect.poll(ours, { timeout: 30_000 }).toEqual([expect.stringMatching(/^ringproof-drift-[0-9a-f]{10}-1$/)]);
    process.kill(run.pid, 'SIGKILL');
    await run.ended;
    const left = ours();
    expect(readLeftovers(join(here.cwd, LEDGER_FILE)).map(({ name }) => name)).toEqual(left);

    const again = await here.cli(['drift', '--left', bus.connectionString, '--right', 'emulator:tcp', '--scenario', 'receive-unknown-entity']);
    expect(again).toMatchObject({ code: 0, stderr: expect.stringContaining(`Left by ended runs on localhost:${bus.port}: 1 entity.`) as string });
    expect(ours()).toEqual(left);

    const collected = await here.cli(['drift', 'gc', '--target', bus.connectionString, '--json']);
    expect(collected.code).toBe(0);
    expect(JSON.parse(collected.stdout)).toMatchObject({ verb: 'drift gc', outcome: 'passed', results: [{ name: `queue ${left[0]}`, details: { summary: 'removed' } }, { details: { summary: '1 gone, 0 stay' } }] });
    expect([bus.queueNames(), readLeftovers(join(here.cwd, LEDGER_FILE))]).toEqual([['of-somebody-else'], []]);
  });

  test('by Ctrl-C removes them itself', async () => {
    using here = workplace();
    await using bus = await startServiceBus();
    const run = here.start(['drift', '--left', bus.connectionString, ...SLOW]);
    await expect.poll(() => bus.queueNames(), { timeout: 30_000 }).toEqual([expect.stringMatching(/-1$/)]);
    process.kill(run.pid, 'SIGINT');
    expect(await run.ended).toMatchObject({ code: 130 });
    expect([bus.queueNames(), readLeftovers(join(here.cwd, LEDGER_FILE))]).toEqual([[], []]);
  });
});

describe('gc', () => {
  const atHost = (bus: { port: number }) => ({ host: `localhost:${bus.port}`, runId: '0123456789' });
  const names = ['ringproof-drift-0123456789-1', 'ringproof-drift-0123456789-1-second', 'ringproof-drift-0123456789-2'];

  test('touches neither what a living run uses nor what is younger than asked, and says so', async () => {
    using here = room();
    await using bus = await startServiceBus({ queues: names.map((name) => ({ name })) });
    const file = join(here.cwd, LEDGER_FILE);
    openLedger(file, atHost(bus)).creating('queue', names[0] ?? '');
    openLedger(file, { host: 'elsewhere', runId: '' }).creating('queue', 'a');
    expect(await here.call(gc, '--target', bus.connectionString)).toMatchObject({
      outcome: 'passed', results: [{ name: `localhost:${bus.port}`, details: { summary: 'nothing was left; 1 of runs that go on or too young; 1 on other namespaces' } }],
    });
    expect(bus.queueNames()).toEqual(names);
  });

  test('--scan finds what no ledger here knows, by name and age, and nothing that people made', async () => {
    using here = room();
    const clock = virtualClock(realClock.now());
    await using bus = await startServiceBus({ clock, queues: [{ name: 'ringproof-drift-peek-lock-complete' }, ...names.slice(0, 2).map((name) => ({ name }))], topics: [{ name: 'ringproof-drift-0123456789-3-topic' }] });
    here.context.clock = clock;
    clock.advance(2 * 3_600_000 - 1000);
    await call();
    expect(bus.queueNames()).toHaveLength(3);
    clock.advance(1000);
    const report = await call();
    expect(report.results.map(({ name }) => name)).toEqual(['queue ringproof-drift-0123456789-1', 'queue ringproof-drift-0123456789-1-second', 'topic ringproof-drift-0123456789-3-topic', `localhost:${bus.port}`]);
    expect([bus.queueNames(), bus.topicNames()]).toEqual([['ringproof-drift-peek-lock-complete'], []]);

    function call() { return here.call(gc, '--scan', '--target', bus.connectionString); }
  });

  test('of a namespace that cannot be asked, or not named, is inconclusive or a usage error', async () => {
    using here = workplace();
    const [unreachable, nameless] = await Promise.all([here.cli(['drift', 'gc', '--target', NOBODY]), here.cli(['drift', 'gc'])]);
    expect(unreachable).toEqual(userError('RP_TARGET_UNREACHABLE', 3));
    expect(nameless).toEqual(userError('RP_USAGE_MISSING', 2));
  });
});

test('no key is in anything that drift writes', { timeout: 120_000 }, async () => {
  using here = workplace();
  const key = 'S3cret+Key/That=Is/Recognised==';
  await using bus = await startServiceBus({ auth: 'enforce', keys: [{ name: 'mine', key, rights: ['Manage'] }] });
  const at = (host: string, its: string) => `Endpoint=sb://${host};SharedAccessKeyName=mine;SharedAccessKey=${its};UseDevelopmentEmulator=true`;
  const good = at(`localhost:${bus.port}`, key);
  const reports = (name: string) => ['xml', 'md', 'html', 'json'].flatMap((ending) => ['--report', `${name}.${ending}`]);
  const wrong = `not-${key}`;
  const drift = (left: string, scenario: string, name: string) => here.cli(['drift', '--left', left, '--right', 'emulator:tcp', '--scenario', scenario, ...reports(name)]);
  const ended = [
    await drift(good, 'peek-lock-complete,new-subscription-gets-everything', 'good'),
    await drift(at(`localhost:${bus.port}`, wrong), 'peek-lock-complete', 'wrong'),
    await drift(at('localhost:1', wrong), 'peek-lock-complete', 'unreachable'),
    await here.cli(['drift', 'gc', '--target', at(`localhost:${bus.port}`, wrong)]),
    await here.cli(['drift', 'gc', '--scan', '--target', good, '--json']),
    await here.cli(['drift', '--left', `${good};Wrong=${key}`]),
  ];
  expect(ended.map(({ code }) => code)).toEqual([0, 3, 3, 3, 0, 2]);
  const files = readdirSync(here.cwd, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  expect(files.filter((file) => file.endsWith('drift-ledger.jsonl'))).toHaveLength(1);
  expect(files.length).toBeGreaterThanOrEqual(13);
  const written = [...ended.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...files.map((file) => readFileSync(file, 'utf8'))].join('\n');
  expect(written).toContain('peek-lock-complete');
  for (const form of [key, encodeURIComponent(key), 'S3cret', Buffer.from(key).toString('base64')]) expect(written).not.toContain(form);
});
