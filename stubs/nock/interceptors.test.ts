import nock from 'nock';
import { expect, test } from 'vitest';
import { nockStub } from '#stubs/nock/interceptors';
import { behavesAsStub } from '#stubs/testing/in-process';
import { tollBridge } from '#stubs/testing/toll-bridge';

nock.disableNetConnect();

behavesAsStub((baseUrl) => {
  const stub = nockStub({ contract: tollBridge, baseUrl });
  return { stub, end: () => stub[Symbol.dispose]() };
});

test('what another test has set up stays', async () => {
  const other = nock('https://toll.example.test').get('/other').reply(200, 'kept');
  nockStub({ contract: tollBridge, baseUrl: 'https://toll.example.test' })[Symbol.dispose]();
  expect(await (await fetch('https://toll.example.test/other')).text()).toBe('kept');
  other.done();
});
