import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Ledger, createToken, openLedger, revokeToken, startBroker } from '#broker/index';

let ledger: Ledger;
beforeEach(() => { ledger = openLedger(':memory:'); });
afterEach(() => ledger.close());
const NOTHING = { accounts: [], tokens: [], publicRead: false, publicHeartbeat: true, publicBadges: true };

it.each(['0.0.0.0', '::', '', '10.0.0.1', 'broker.example'])('is not opened to others at "%s" while nobody is asked for credentials', async (host) => {
  await expect(startBroker({ ledger, host })).rejects.toMatchObject({ code: 'RP_BROKER_OPEN', exitCode: 2 });
  await expect(startBroker({ ledger, host, access: NOTHING })).rejects.toMatchObject({ code: 'RP_BROKER_OPEN' });
});

it('listens where others reach it once it has a token, and when all are revoked it stays closed', async () => {
  const token = createToken(ledger, 'ci', 'read');
  await using broker = await startBroker({ ledger, host: '0.0.0.0' });
  const status = async (authorization?: string) => (await fetch(`http://127.0.0.1:${broker.port}/pacticipants`, { headers: authorization === undefined ? {} : { authorization } })).status;
  expect([await status(), await status(`Bearer ${token}`)]).toEqual([401, 200]);
  revokeToken(ledger, 'ci');
  expect([await status(), await status(`Bearer ${token}`)]).toEqual([401, 401]);
});

it('asks nobody on this machine, by whatever name, until it has credentials at its start', async () => {
  await using broker = await startBroker({ ledger, host: 'localhost' });
  createToken(ledger, 'ci', 'read');
  expect((await fetch(`${broker.url}/pacticipants`)).status).toBe(200);
  await using next = await startBroker({ ledger });
  expect((await fetch(`${next.url}/pacticipants`)).status).toBe(401);
});
