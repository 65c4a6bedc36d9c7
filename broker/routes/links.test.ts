import { expect, it } from 'vitest';
import { pactText } from '#broker/testing/pacts';
import { brokerForEachTest } from '#broker/testing/running-broker';
import { isObject } from '#core/json';

const on = brokerForEachTest();

const [CONSUMER, PROVIDER] = ['my/app @1', 'the api?'];

/** Everything a ledger can hold, for two consumers and two providers; every application has a version 1 on main, tagged dev. */
async function fill(): Promise<void> {
  const broker = on.broker;
  for (const name of ['prod', 'test']) await broker.createEnvironment(name, name === 'prod');
  const text = (consumer: string, provider: string, says: string) => ({ provider, text: pactText(consumer, provider, says) });
  for (const [version, says] of [['0', 'old'], ['1', 'new'], ['2', 'new']] as const) {
    for (const consumer of [CONSUMER, 'Web']) {
      const on = version === '2' ? {} : { branch: 'main', tags: ['dev'] };
      await broker.publish({ consumer, version, ...on, pacts: [text(consumer, PROVIDER, says), text(consumer, 'Mail', says)] });
    }
  }
  for (const { publishUrl } of await broker.pactsForVerification({ provider: PROVIDER, selectors: [{ latest: true, consumer: CONSUMER }] })) {
    for (const success of [false, true]) await broker.recordVerification({ success, providerVersion: '1', providerBranch: 'main', grade: 'emulator', testResults: [{ success }], publishUrl });
  }
  await put(`/pacticipants/Mail/branches/main/versions/1`);
  for (const name of [CONSUMER, PROVIDER, 'Web', 'Mail']) {
    await put(`/pacticipants/${encodeURIComponent(name)}/versions/1/tags/dev`);
    await put(`/pacticipants/${encodeURIComponent(name)}/labels/team`);
    await broker.recordDeployment(name, '1', 'prod');
    await broker.recordDeployment(name, '1', 'test', 'blue');
    await broker.recordRelease(name, '1', 'test');
  }
  // One uuid fills in every template.
  const uuid = on.ledger.read((view) => view.environment('prod'))?.uuid ?? '';
  await put(`/webhooks/${uuid}`, { enabled: false, consumer: { name: CONSUMER }, provider: { name: PROVIDER }, events: [{ name: 'contract_published' }], request: { method: 'POST', url: 'https://ci.example.org/' } });
}
const put = (path: string, body: object = {}) => fetch(on.server.url + path, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

interface Followed { relation: string; href: string; templated: boolean; status: number }

/** Everything the answers lead to, beginning with the index; templates are filled in with what the ledger has. */
async function crawl(): Promise<Followed[]> {
  const uuid = on.ledger.read((view) => view.environment('prod'))?.uuid ?? '';
  const pactVersion = on.ledger.read((view) => view.pact(CONSUMER, '0', PROVIDER))?.sha ?? '';
  const values: Record<string, string> = {
    provider: PROVIDER, consumer: CONSUMER, pacticipant: CONSUMER, version: '1', consumerApplicationVersion: '1', tag: 'dev', environmentTag: 'dev', branch: 'main', environment: 'prod', label: 'team', uuid, pactVersion,
  };
  const waiting: Omit<Followed, 'status'>[] = [{ relation: 'index', href: `${on.server.url}/`, templated: false }];
  const followed = new Map<string, Followed>();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { relation, href, templated } = next;
    const url = href.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(name === 'rel' ? 'pb:publish-pact' : values[name] ?? `no value for {${name}}`));
    if (followed.has(url)) continue;
    const response = await fetch(url);
    const text = await response.text();
    followed.set(url, { relation, href: url.replace(on.server.url, ''), templated, status: response.status });
    if (/json/.test(response.headers.get('content-type') ?? '')) waiting.push(...linksIn(JSON.parse(text)));
  }
  return [...followed.values()];
}

function linksIn(value: unknown, relation = ''): Omit<Followed, 'status'>[] {
  if (Array.isArray(value)) return value.flatMap((one) => linksIn(one, relation));
  if (!isObject(value)) return [];
  const own = typeof value['href'] === 'string' ? [{ relation, href: value['href'], templated: value['templated'] === true }] : [];
  return [...own, ...Object.entries(value).flatMap(([key, one]) => linksIn(one, key))];
}

/** Where something is only sent to. */
const FOR_SENDING = new Set(['pb:publish-contracts', 'pb:execute', 'pb:publish-verification-results', 'pb:delete_integration']);
/** What need not be there yet; the real broker names it nevertheless. */
const NOT_YET = new Set(['pb:latest-verification-results', 'pb:previous-distinct', 'pb:latest-untagged-pact-version', 'pb:tag-prod-version', 'pb:tag-version', 'pb:diff']);

it('leads from every answer to others, by relations that are explained', async () => {
  await fill();
  const all = await crawl();
  const lost = all.filter(({ relation, status }) => status !== (FOR_SENDING.has(relation) ? 405 : 200) && !(status === 404 && NOT_YET.has(relation)));
  expect(lost).toEqual([]);
  expect(all.length).toBeGreaterThan(150);
  const found = new Set(all.filter(({ status }) => status === 200).map(({ relation }) => relation));
  expect([...NOT_YET].filter((relation) => !found.has(relation))).toEqual(['pb:tag-prod-version']);
  const relations = [...new Set(all.map(({ relation }) => relation))].filter((relation) => relation.startsWith('pb:'));
  expect(relations.length).toBeGreaterThan(50);
  const unexplained = await Promise.all(relations.map(async (relation) => ((await fetch(`${on.server.url}/doc/${encodeURIComponent(relation)}?context=x`)).status === 200 ? [] : [relation])));
  expect(unexplained.flat()).toEqual([]);
}, 60_000);
