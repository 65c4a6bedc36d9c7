import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadContract } from '#contracts/load';
import { RingproofError } from '#core/errors';
import { formatPact, provenanceOf } from '#core/pact';
import { recordFromConsumer } from '#engine/index';

function program(variable: string, tool: string, advice: string): string {
  const path = process.env[variable];
  if (path) return path;
  throw new RingproofError('RP_PREREQUISITE', { tool, what: 'recording from a consumer in that language', advice });
}

it('a Go program with fixed https addresses is recorded as it is: device login, who am I, clients, sign out', async () => {
  const built = program('RINGPROOF_GO_CONSUMER', 'The built Go consumer', 'Run `go build -o FILE .` in tiers/sdks/go-consumer, then set RINGPROOF_GO_CONSUMER to FILE.');
  const contract = await loadContract('cli--backend');
  const answering = [
    'a request for a device code', 'a poll for a token answers authorization_pending', 'a poll for a token answers slow_down', 'a poll for a token after approval', 'who am I', 'the first page of clients', 'a logout revokes the presented token',
  ];
  const { pact, hits } = await recordFromConsumer({ contract, answering, command: [built], timeoutMs: 60_000 });
  expect(hits.map(({ interaction }) => interaction).sort()).toEqual(answering.toSorted());
  expect(pact.interactions.filter((one) => provenanceOf(one)?.obtained === 'recorded').map(({ description }) => description).sort()).toEqual(answering.toSorted());
});

it("a Python program is recorded through `requests` as it is: the installer's login", async () => {
  const python = program('RINGPROOF_PYTHON', 'Python with requests', 'Make one with `python3 -m venv DIR && DIR/bin/pip install -r tiers/sdks/requirements.txt`, then set RINGPROOF_PYTHON to DIR/bin/python.');
  const contract = await loadContract('installer--backend');
  const script = fileURLToPath(new URL('./python_consumer.py', import.meta.url));
  const { hits } = await recordFromConsumer({ contract, command: [python, script], timeoutMs: 60_000 });
  expect(hits.map(({ interaction }) => interaction)).toEqual(['the credentials of a client are valid', 'a wrong password is rejected']);
});

it('curl is recorded at its fixed https address, whatever the environment presets; its password reaches nothing', async () => {
  const contract = await loadContract('installer--backend');
  const env = { NO_PROXY: '*', no_proxy: '*', https_proxy: 'http://127.0.0.1:1', CURL_CA_BUNDLE: '/nowhere', SSL_CERT_FILE: '/nowhere' };
  const command = ['curl', '-sS', 'https://api.tracebloc.io/api-token-auth/', '-d', 'username=real@user.org&password=hunter2'];
  const { pact, hits } = await recordFromConsumer({ contract, command, env, timeoutMs: 30_000 });
  // A client's login is a UUID, never an address.
  expect(hits).toEqual([{ interaction: 'a wrong password is rejected', calls: 1 }]);
  expect(formatPact(pact)).not.toMatch(/hunter2|real(@|%40)user/);
});
