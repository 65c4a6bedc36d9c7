import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { readArgs } from '#commands/args';
import { targetOf } from '#commands/target-of';
import verify from '#commands/verify';

/** The target of a provider that says `self` of itself, as `verify` would see it with these flags. */
async function targetSaying(self: unknown, ...flags: string[]) {
  const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify(self))).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    return await targetOf('verify', readArgs('verify', verify, ['--provider-base-url', url, ...flags]));
  } finally {
    server.close();
  }
}
const double = { name: 'virtual backend', grade: 'emulator', virtual: true };

it('our own double brings its grade and its addresses', async () => {
  expect(await targetSaying(double)).toMatchObject({ grade: 'emulator', virtual: true, http: { statesUrl: expect.stringContaining('/_ringproof/states') as string } });
});

it('our own double cannot be passed off as more, only as less', async () => {
  await expect(targetSaying(double, '--grade', 'live')).rejects.toMatchObject({ code: 'RP_USAGE_VALUE' });
  await expect(targetSaying(double, '--grade', 'container')).rejects.toMatchObject({ code: 'RP_USAGE_VALUE' });
  expect((await targetSaying(double, '--grade', 'stub')).grade).toBe('stub');
});

it.each([
  ['claims to be live', { name: 'x', grade: 'live', virtual: true }], ['is not virtual', { name: 'x', grade: 'container', virtual: false }],
  ['claims a grade that is none', { name: 'x', grade: 'gold', virtual: true }], ['says something else', ['virtual']],
])('a stranger that %s is not believed: its grade stays unknown', async (_, self) => {
  expect(await targetSaying(self)).not.toHaveProperty('grade');
});

it('what the user says of a stranger counts', async () => {
  expect((await targetSaying({}, '--grade', 'live')).grade).toBe('live');
});
