import { type AddressInfo, type Socket, createServer } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { workplace } from '#commands/testing/cli';
import { groupRuns } from '#commands/testing/group-runs';

it.each(['SIGINT', 'SIGTERM'] as const)('%s ends a recording and the consumer with it', async (name) => {
  using here = workplace();
  const recording = here.start(['record', 'installer--backend', '--', 'sh', '-c', 'echo consumer $$; sleep 60']);
  const [, consumer] = /consumer (\d+)/.exec(await recording.printed(/consumer \d+/, 'stderr')) ?? [];
  process.kill(recording.pid, name);
  process.kill(recording.pid, name);
  const ended = await recording.ended;
  expect(ended).toMatchObject({ code: 130, stdout: '', stderr: expect.stringContaining(`RP_INTERRUPTED: \`ringproof record\` was interrupted by ${name}.`) as string });
  await expect.poll(() => [recording.pid, Number(consumer)].map(groupRuns)).toEqual([false, false]);
});

it('ends a run with the page of what was done and what was not', async () => {
  using here = workplace();
  const run = here.start(['run', '--out', 'out', '--json']);
  await run.printed('· verify', 'stderr');
  const at = performance.now();
  process.kill(run.pid, 'SIGINT');
  const { code, stdout } = await run.ended;
  expect(performance.now() - at).toBeLessThan(5_000);
  expect(code).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ verb: 'run', outcome: expect.not.stringContaining('passed') as string });
  const page = readFileSync(join(here.cwd, 'out/index.html'), 'utf8');
  expect(page).toContain('interrupted before it began');
  expect(page).toContain('jobs-manager--backend');
  await expect.poll(() => groupRuns(run.pid)).toBe(false);
});

it('ends a verb that waits for a broker or a bus that never answers', async () => {
  using here = workplace();
  const sockets: Socket[] = [];
  const mute = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await new Promise((resolve) => mute.once('listening', resolve));
  const { port } = mute.address() as AddressInfo;
  const connected = (count: number) => new Promise<void>((resolve) => {
    const look = () => void (sockets.length >= count && resolve());
    mute.on('connection', look);
    look();
  });
  const bus = `Endpoint=sb://127.0.0.1:${port};SharedAccessKeyName=a;SharedAccessKey=b;UseDevelopmentEmulator=true`;
  const waiting = [
    here.start(['can-i-deploy', 'web@1', '--to-environment', 'test', '--broker-base-url', `http://127.0.0.1:${port}`]),
    here.start(['drift', '--left', bus, '--scenario', 'peek-lock-complete']),
  ];
  await connected(2);
  for (const { pid } of waiting) process.kill(pid, 'SIGINT');
  const codes = await Promise.all(waiting.map(async ({ ended }) => (await ended).code));
  expect(codes).toEqual([130, 130]);
  sockets.forEach((socket) => socket.destroy());
  mute.close();
});
