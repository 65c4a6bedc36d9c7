import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pactText } from '#broker/testing/pacts';
import { head, rawHttp, statusOf } from '#broker/testing/raw-http';
import { brokerForEachTest } from '#broker/testing/running-broker';

/** The client ends its side. */
const END = null;
const on = brokerForEachTest();
const JSON_TYPE = 'Content-Type: application/json';
const PACT = '/pacts/provider/Api/consumer/App/version';
const put = (path: string, body: string | Uint8Array, ...headers: string[]) => rawHttp(on.server, head('PUT', path, `Content-Length: ${Buffer.byteLength(body)}`, ...(headers.some((one) => /^content-type/i.test(one)) ? [] : [JSON_TYPE]), ...headers), body);
const sha = (version: string) => on.ledger.read((view) => view.pact('App', version, 'Api')?.sha);
const isUntouched = () => expect(on.ledger.read((view) => view.pacticipants())).toEqual([]);

describe('a body', () => {
  it('that is compressed is refused before anything is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, ' '));
    for (const coding of ['gzip', 'deflate', 'br', 'x-gzip', 'gzip, gzip', 'identity, gzip', 'unheard-of']) {
      const answer = await put(`${PACT}/1`, coding.includes('gzip') ? bomb : 'x', `Content-Encoding: ${coding}`);
      expect([coding, statusOf(answer), /accept-encoding: identity/i.test(answer), /Content-Encoding/.test(answer)]).toEqual([coding, 415, true, true]);
    }
    isUntouched();
    expect(statusOf(await put(`${PACT}/1`, pactText('App', 'Api', 'x'), 'Content-Encoding: identity'))).toBe(201);
  });

  it.each(['text/plain', 'text/xml', 'multipart/form-data; boundary=json', 'application/x-www-form-urlencoded', 'text/plain; charset=json', 'application/jsonx', 'text/html+jsonp', 'json', '', 'a/b, application/json'])('of the type "%s" is refused', async (type) => {
    expect(statusOf(await put(`${PACT}/1`, pactText('App', 'Api', 'x'), `Content-Type: ${type}`))).toBe(415);
    isUntouched();
  });
  it.each(['application/json', 'application/json;charset=UTF-8', 'application/hal+json', 'APPLICATION/JSON ; charset=utf-8', 'application/merge-patch+json'])('of the type "%s" is read', async (type) => {
    expect(statusOf(await put(`${PACT}/1`, pactText('App', 'Api', 'x'), `Content-Type: ${type}`))).toBe(201);
  });

  it('that ends before its length, or its last chunk, changes nothing', async () => {
    const text = pactText('App', 'Api', 'x');
    expect(statusOf(await rawHttp(on.server, head('PUT', `${PACT}/1`, JSON_TYPE, `Content-Length: ${text.length + 1}`), text, END))).not.toBe(201);
    expect(statusOf(await rawHttp(on.server, head('PUT', `${PACT}/1`, JSON_TYPE, 'Transfer-Encoding: chunked'), `${text.length.toString(16)}\r\n${text}\r\n`, END))).not.toBe(201);
    isUntouched();
    expect(statusOf(await put(`${PACT}/1`, text))).toBe(201);
  });
  it('whose length is told in two ways is refused', async () => {
    for (const headers of [['Content-Length: 2', 'Transfer-Encoding: chunked'], ['Content-Length: 2', 'Content-Length: 3'], ['Transfer-Encoding: chunked, identity'], ['Content-Length: -1'], ['Content-Length: 0x2']]) {
      expect([headers, statusOf(await rawHttp(on.server, head('PUT', '/pacticipants/App', JSON_TYPE, ...headers), '2\r\n{}\r\n0\r\n\r\n'))]).toEqual([headers, 400]);
    }
    isUntouched();
  });
  it('of chunks without end is cut off', async () => {
    const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
    expect(statusOf(await rawHttp(on.server, head('PUT', `${PACT}/1`, JSON_TYPE, 'Transfer-Encoding: chunked'), ...Array<string>(66).fill(chunk)))).toBe(413);
    isUntouched();
  });
});

describe('JSON', () => {
  it('that has a key twice means the last, in its hash and in its names', async () => {
    const text = pactText('App', 'Api', 'x');
    expect(statusOf(await put(`${PACT}/1`, text))).toBe(201);
    expect(statusOf(await put(`${PACT}/2`, `{"consumer":{"name":"Other"},"interactions":[],${text.slice(1)}`))).toBe(201);
    expect(sha('2')).toBe(sha('1'));
    expect(statusOf(await put(`${PACT}/3`, `${text.slice(0, -1)},"consumer":{"name":"Other"}}`))).toBe(400);
    expect(statusOf(await put('/pacticipants/App', '{"displayName":"..","displayName":"fine"}'))).toBe(200);
    expect(on.ledger.read((view) => view.pacticipant('App')?.displayName)).toBe('fine');
  });
  it('that holds half of a surrogate pair is refused: such texts would have one hash', async () => {
    for (const half of ['\\ud800', '\\udc00', '\\uDBFF', '\\udc00\\ud800', '\\ud83d \\ude00']) {
      const answer = await put(`${PACT}/1`, pactText('App', 'Api', 'HALF').replace('HALF', half));
      expect([half, statusOf(answer), /surrogate/.test(answer)]).toEqual([half, 400, true]);
      expect([half, statusOf(await put(`${PACT}/1`, pactText('App', 'Api', 'x').replace('"says"', `"${half}"`)))]).toEqual([half, 400]);
    }
    isUntouched();
    for (const whole of ['\\ud83d\\ude00', '\\\\ud800']) expect([whole, statusOf(await put(`${PACT}/${whole.length}`, pactText('App', 'Api', 'WHOLE').replace('WHOLE', whole)))]).toEqual([whole, 201]);
  });
  it('that names what JavaScript gives every object is content like any other', async () => {
    expect(statusOf(await put('/pacticipants/App', '{"__proto__":{"displayName":"x"},"constructor":{"prototype":{"displayName":"y"}}}'))).toBe(201);
    expect(on.ledger.read((view) => view.pacticipant('App')?.displayName)).toBeNull();
    expect(({} as { displayName?: string }).displayName).toBeUndefined();
  });
});
