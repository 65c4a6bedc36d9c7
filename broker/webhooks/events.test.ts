import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Ledger, openLedger } from '#broker/ledger/ledger';
import { deploy } from '#broker/operations/deployment';
import { nameEnvironment } from '#broker/operations/environment';
import { type PublishRequest, publishPacts } from '#broker/operations/publish';
import { publishVerification } from '#broker/operations/verification';
import { pactText } from '#broker/testing/pacts';
import { eventsOf, wants } from '#broker/webhooks/events';
import { filled, variablesOf } from '#broker/webhooks/template';
import { virtualClock } from '#core/clock';

let ledger: Ledger;
beforeEach(() => { ledger = openLedger(':memory:', virtualClock()); });
afterEach(() => ledger.close());

/** The events of everything that `act` adds. */
function eventsOn(act: () => void) {
  const before = ledger.read((view) => view.lastFact());
  act();
  return ledger.read((view) => view.factsAfter(before, 100).flatMap(({ fact }) => eventsOf(fact, view)));
}
const publish = (version: string, says: string, more: Partial<PublishRequest> = {}) =>
  publishPacts(ledger, { consumer: 'App', version, ...more, pacts: [{ provider: 'Api', text: pactText('App', 'Api', says) }] });
const shaOf = (version: string) => ledger.read((view) => view.pact('App', version, 'Api'))?.sha ?? '';
const verify = (version: string, of: string, success = true, providerBranch = 'main') =>
  publishVerification(ledger, { consumer: 'App', provider: 'Api', sha: shaOf(of), providerVersion: version, providerBranch, success });
const names = (events: { name: string }[]) => events.map(({ name }) => name);

describe('a published pact', () => {
  test('is published, and changed when it is the first', () => {
    expect(names(eventsOn(() => publish('1', 'hello')))).toEqual(['contract_published', 'contract_content_changed']);
  });

  test('is not changed when the version before it had the same content', () => {
    publish('1', 'hello');
    expect(names(eventsOn(() => publish('2', 'hello')))).toEqual(['contract_published']);
    expect(names(eventsOn(() => publish('3', 'bye')))).toEqual(['contract_published', 'contract_content_changed']);
  });

  test('is changed when it is the first of one of its tags, whatever others have; untagged ones are held to untagged ones; branches do not count', () => {
    publish('1', 'hello', { branch: 'main' });
    expect(names(eventsOn(() => publish('2', 'hello', { branch: 'feature' })))).not.toContain('contract_content_changed');
    expect(names(eventsOn(() => publish('3', 'hello', { tags: ['dev'] })))).toContain('contract_content_changed');
    expect(names(eventsOn(() => publish('4', 'hello', { tags: ['dev'] })))).not.toContain('contract_content_changed');
    expect(names(eventsOn(() => publish('5', 'bye', { tags: ['dev'] })))).toContain('contract_content_changed');
    expect(names(eventsOn(() => publish('6', 'hello')))).not.toContain('contract_content_changed');
    expect(names(eventsOn(() => publish('7', 'hello', { tags: ['dev', 'test'] })))).toContain('contract_content_changed');
  });

  test('is no news when it is published a second time', () => {
    publish('1', 'hello');
    expect(eventsOn(() => publish('1', 'hello'))).toEqual([]);
  });

  test('requires verification by each provider version that counts and has no result for it, once, with every reason', () => {
    publish('1', 'hello');
    verify('p1', '1');
    verify('p2', '1');
    nameEnvironment(ledger, 'test', false);
    nameEnvironment(ledger, 'production', true);
    deploy(ledger, { pacticipant: 'Api', version: 'p1', environment: 'test' });
    deploy(ledger, { pacticipant: 'Api', version: 'p2', environment: 'production' });
    const events = eventsOn(() => publish('2', 'bye'));
    expect(names(events)).toEqual(['contract_published', 'contract_requiring_verification_published', 'contract_requiring_verification_published', 'contract_content_changed']);
    const required = events.filter(({ name }) => name === 'contract_requiring_verification_published');
    expect(required).toEqual([
      expect.objectContaining({ providerVersion: 'p2', descriptions: ['latest from main branch', 'deployed in production'] }),
      expect.objectContaining({ providerVersion: 'p1', descriptions: ['deployed in test'] }),
    ]);
    // Equal content was verified already.
    expect(names(eventsOn(() => publish('3', 'hello')))).not.toContain('contract_requiring_verification_published');
  });
});

test.each([[true, 'provider_verification_succeeded'], [false, 'provider_verification_failed']])('a verification (success: %s) is published, and %s', (success, name) => {
  publish('1', 'hello');
  const events = eventsOn(() => void verify('p1', '1', success));
  expect(names(events)).toEqual(['provider_verification_published', name]);
  expect(events[0]).toMatchObject({ consumer: 'App', consumerVersion: '1', provider: 'Api', providerVersion: 'p1', result: 1, success });
});

test('a webhook wants its own events, of its own parties, while it is enabled', () => {
  const event = { name: 'contract_published' as const, consumer: 'App', consumerVersion: '1', provider: 'Api', sha: 'x' };
  const webhook = { description: '', enabled: true, events: ['contract_published' as const], request: { method: 'POST', url: '', headers: {} } };
  const labels: Record<string, string[]> = { App: ['mobile', 'team-a'], Api: ['core'] };
  const wanted = (more: object) => wants({ ...webhook, ...more }, event, { labelsOf: (name) => labels[name] ?? [] });
  expect([{}, { consumer: 'App', provider: 'Api' }, { consumerLabel: 'team-a' }, { providerLabel: 'core' }, { consumerLabel: 'mobile', providerLabel: 'core' }, { consumer: 'App', providerLabel: 'core' }].map(wanted)).toEqual(Array(6).fill(true));
  expect([{ enabled: false }, { provider: 'Other' }, { events: ['provider_verification_failed'] }, { consumerLabel: 'core' }, { providerLabel: 'mobile' }, { consumerLabel: 'mobile', providerLabel: 'other' }, { consumer: 'Other', providerLabel: 'core' }].map(wanted)).toEqual(Array(7).fill(false));
});

test('what a template names is filled in, encoded for where it stands; what it does not know stays', () => {
  publish('1', 'hello', { branch: 'feat/x', tags: ['a', 'b'] });
  const [event] = eventsOn(() => void verify('p1', '1', false));
  if (!event) throw new Error('no event');
  const variables = ledger.read((view) => variablesOf({ ...event, consumer: 'App' }, view, 'https://broker.example'));
  const request = filled({
    method: 'POST', url: 'https://ci.example/${pactbroker.consumerVersionBranch}?v=${pactbroker.unknown}', headers: { 'X-Status': '${pactbroker.githubVerificationStatus}\r\nX-Evil: 1' },
    body: { text: 'of ${pactbroker.consumerName} (${pactbroker.consumerVersionTags}) by ${pactbroker.providerVersionNumber}', url: ['${pactbroker.verificationResultUrl}'], n: 1 },
  }, variables);
  expect(request.url).toBe('https://ci.example/feat%2Fx?v=${pactbroker.unknown}');
  expect(request.body).toEqual({ text: 'of App (a, b) by p1', url: [`https://broker.example/pacts/provider/Api/consumer/App/pact-version/${shaOf('1')}/verification-results/1`], n: 1 });
});
