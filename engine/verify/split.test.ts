import { expect, test } from 'vitest';
import type { PactFile } from '#core/pact';
import { splitPact } from '#engine/verify/split';

const http = (name: number) => `{"type":"Synchronous/HTTP","description":"${name}","response":{"status":200,"n":1.0}}`;
const message = '{"type":"Asynchronous/Messages","description":"m","contents":{"content":{"n":1e3,"big":12345678901234567890,"text":"1.0"}}}';
const split = (text: string) => splitPact(text, (JSON.parse(text) as PactFile).interactions);
const pact = (...interactions: string[]) => `{"consumer":{"name":"c"}, "interactions":[${interactions.join()}]}`;

test('a small pact of one kind stays as it is, byte for byte', () => {
  const text = pact(http(1), http(2));
  expect(split(text)).toEqual([{ kind: 'http', indexes: [0, 1], text }]);
});

test('kinds are told apart, and numbers keep their digits', () => {
  expect(split(pact(http(1), message, http(2)))).toEqual([
    { kind: 'http', indexes: [0, 2], text: `{"consumer":{"name":"c"},"interactions":[${http(1)},${http(2)}]}` },
    { kind: 'message', indexes: [1], text: `{"consumer":{"name":"c"},"interactions":[${message}]}` },
  ]);
});

test('a large pact is cut into parts that together are the whole', () => {
  const parts = split(pact(...Array.from({ length: 120 }, (_, index) => http(index))));
  expect(parts.map(({ indexes }) => indexes.length)).toEqual([50, 50, 20]);
  expect(parts.flatMap(({ text }) => (JSON.parse(text) as PactFile).interactions.map(({ description }) => Number(description)))).toEqual(Array.from({ length: 120 }, (_, index) => index));
});

test('an empty pact has no parts', () => expect(split(pact())).toEqual([]));
