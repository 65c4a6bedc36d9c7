import { expect, it } from 'vitest';
import { audienceOf, putToken } from '#ring2/drift/wire/cbs';
import type { MessageParts } from '#ring2/drift/wire/message';
import { sasToken } from '#ring2/drift/wire/sas-token';
import type { WireAddress } from '#ring2/drift/wire/wire';

const ADDRESS: WireAddress = { host: 'h', port: 5671, transport: 'tcp', plain: false, key: { name: 'a b', key: 'secret' } };

it('a token is signed over what it is for and until when', () => {
  // The signature is openssl's: printf 'sb%%3A%%2F%%2Fh%%2Fq\n1' | openssl dgst -sha256 -hmac secret -binary | base64
  expect(sasToken('sb://h/q', ADDRESS.key, 0, 1000)).toBe(`SharedAccessSignature sr=sb%3A%2F%2Fh%2Fq&sig=${encodeURIComponent('EGujOciaccI6Rbr/5ebVKw1n1ebwYLMaZcyWJBHuGfo=')}&se=1&skn=a%20b`);
});

it('put-token names the entity, with the port where it is none of the standard ones', async () => {
  const sent: MessageParts[] = [];
  await putToken({ send: async (parts) => ({ answer: Promise.resolve({ status: sent.push(parts), body: { type: 'null' } }) }) }, ADDRESS, 'q/$management');
  expect(sent).toMatchObject([{ applicationProperties: { operation: 'put-token', name: 'sb://h/q/$management' }, value: expect.stringContaining('sr=sb%3A%2F%2Fh%2Fq%2F%24management&') as string }]);
  expect(audienceOf({ ...ADDRESS, port: 1234 }, 'q')).toBe('sb://h:1234/q');
});
