import { expect, it } from 'vitest';
import type { Json } from '#core/json';
import { findSecret } from '#ring2/drift/golden/secrets';

const KEY = `${'Ab3+'.repeat(10)}xy/=`;
const known = { secrets: ['my+key=='], host: 'shop-bus.servicebus.windows.net' };
const at = (value: Json) => ({ events: [{ error: { text: value } }] });

it.each([
  ['a key of 256 bits', `the key ${KEY} is wrong`, 'a key'],
  ['a key as Azure makes them', 'q5r8Lz0fJp2cVx9nT1sWb7yKd3mEh6uGa4oZiXQeRtY=', 'a key'],
  ['the key of the connection string', 'with my+key== in it', 'a secret of the connection string'],
  ['the same, URL-encoded', 'k=my%2Bkey%3D%3D', 'a secret of the connection string'],
  ['a connection string', 'Endpoint=sb://x/;SharedAccessKeyName=n', 'a connection string'],
  ['a SAS signature', 'sr=sb&sig=abcdefghijklmnop&se=1', 'a SAS signature'],
  ['a bearer token', 'Bearer abcdefghijklmnopqrstuv', 'a token'],
  ['a JSON web token', 'eyJhbGciOiJI.eyJzdWIiOiIx.sig', 'a token'],
  ['the host of the target', 'no entity at SHOP-BUS.servicebus.windows.net', 'the host of the target'],
  ['the namespace as error texts name it', "The messaging entity 'shop-bus:Queue:q1' could not be found", 'the name of the namespace'],
  ['another namespace', 'moved to other.servicebus.chinacloudapi.cn', 'the host of a namespace'],
  ['an e-mail address', 'ask jane.doe@example.org', 'an e-mail address'],
])('%s is found, and only its path is told', (_, text, what) => {
  expect(findSecret(at(text), known)).toEqual({ what, path: '$.events[0].error.text' });
});

it('a secret in the name of a property is found, and its path does not repeat it', () => {
  expect(findSecret({ properties: { 'jane@example.org': 1 } }, known)).toEqual({ what: 'an e-mail address', path: '$.properties.(a name)' });
});

it.each([['<host> and <queue>'], ['sb://<host>/<queue>. TrackingId:…, SystemTracker:…'], ['sha256:9289140b1ac28dbda1437b283e6ca608e33186654e7d3a995da268c35906cd4c'], ['message#1'], ['com.microsoft:message-lock-lost']])('%s may be written', (text) => {
  expect(findSecret(at(text), known)).toBeUndefined();
});
