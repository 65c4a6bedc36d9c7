import { describe, expect, it } from 'vitest';
import { pactText } from '#broker/testing/pacts';
import { head, rawHttp, statusOf } from '#broker/testing/raw-http';
import { brokerForEachTest } from '#broker/testing/running-broker';

// Node's own timers end such a connection: the broker is given little patience, and the test waits for the answer.
describe('a client that does not end its', () => {
  const on = brokerForEachTest(() => ({ patience: { headMs: 50, requestMs: 100 } }));
  const TEXT = pactText('App', 'Api', 'x');
  it.each<[string, string[]]>([
    ['head', ['PUT /pacticipants/App HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ']],
    ['body', [head('PUT', '/pacts/provider/Api/consumer/App/version/1', 'Content-Type: application/json', `Content-Length: ${TEXT.length}`), TEXT.slice(0, -1)]],
    ['chunks', [head('PUT', '/pacts/provider/Api/consumer/App/version/1', 'Content-Type: application/json', 'Transfer-Encoding: chunked'), `${TEXT.length.toString(16)}\r\n${TEXT}\r\n`]],
  ])('%s is told so and put out, and changes nothing', async (_what, parts) => {
    expect(statusOf(await rawHttp(on.server, ...parts))).toBe(408);
    expect(on.ledger.read((view) => view.pacticipants())).toEqual([]);
    expect((await fetch(`${on.server.url}/pacticipants`)).status).toBe(200);
  });
});
