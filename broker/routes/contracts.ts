import type { Hono } from 'hono';
import type { Ledger } from '#broker/ledger/ledger';
import { type PublishRequest, type Triggered, publishNotices, publishing, refusalNotices } from '#broker/operations/publish';
import { baseOf, bodyObject, curies, hal, invalid, missingTexts, textIn, utf8 } from '#broker/routes/hal';
import { paths } from '#broker/rules/paths';
import type { Dispatcher } from '#broker/webhooks/dispatch';
import { type JsonObject, isObject } from '#core/json';

export function contractRoutes(app: Hono, ledger: Ledger, dispatcher: Dispatcher): void {
  app.post('/contracts/publish', async (c) => {
    const body = await bodyObject(c);
    const parsed = requestOf(body);
    if ('errors' in parsed) return invalid(c, parsed.errors);
    const { request } = parsed;
    const outcome = await ledger.changeSoon(publishing(request));
    if (outcome.conflicts) {
      const notices = refusalNotices(request, outcome, baseOf(c));
      return c.json({ notices, errors: { contracts: notices.filter(({ type }) => type === 'error').map(({ text }) => text) } }, 409);
    }
    const base = baseOf(c);
    const { consumer, version, tags = [] } = request;
    const pactUrl = (provider: string) => base + paths.pact(provider, consumer, version);
    const triggered = dispatcher.notice().flatMap((uuid) => triggeredBy(ledger, uuid, consumer, version, base));
    const notices = publishNotices(request, outcome, pactUrl, triggered);
    const pacticipant = { href: base + paths.pacticipant(consumer) };
    const self = { title: 'Version', name: version, href: base + paths.version(consumer, version) };
    return hal(c, {
      logs: notices.map(({ type, text }) => ({ level: type, message: text, deprecationWarning: 'Replaced by notices' })),
      notices,
      _embedded: { pacticipant: { name: consumer, _links: { self: pacticipant } }, version: { number: version, _links: { self } } },
      _links: {
        'pb:pacticipant': { title: 'Pacticipant', name: consumer, ...pacticipant },
        'pb:pacticipant-version': { ...self, title: 'Pacticipant version' },
        'pb:pacticipant-version-tags': tags.map((tag) => ({ title: 'Tag', name: tag, href: base + paths.tag(consumer, version, tag) })),
        'pb:contracts': request.pacts.map(({ provider }) => ({ title: 'Pact', name: `Pact between ${consumer} (${version}) and ${provider}`, href: pactUrl(provider) })),
        curies: curies(base, 'publish-contracts'),
      },
    });
  });
}

/** What this publication triggered: another may be noticed with it. */
const triggeredBy = (ledger: Ledger, uuid: string, consumer: string, version: string, base: string): Triggered[] => ledger.read((view) => {
  const { webhook = '', event } = view.trigger(uuid) ?? {};
  if (event?.consumer !== consumer || event.consumerVersion !== version || !event.name.startsWith('contract_')) return [];
  return [{ provider: event.provider, description: view.webhook(webhook)?.description ?? webhook, event: event.name, logs: base + paths.triggerLogs(uuid) }];
});

type Parsed = { request: PublishRequest } | { errors: Record<string, string[]> };

function requestOf(body: JsonObject): Parsed {
  const errors = missingTexts(body, 'pacticipantName', 'pacticipantVersionNumber');
  const consumer = textIn(body, 'pacticipantName') ?? '';
  const contracts = body['contracts'];
  if (!Array.isArray(contracts)) return { errors: { ...errors, contracts: [contracts === undefined ? 'is missing' : 'must be an array'] } };
  const read = contracts.map((contract, index) => contractOf(contract, consumer, index));
  const problems = read.flatMap((one) => ('problem' in one ? [one.problem] : []));
  const tags = body['tags'];
  if (Array.isArray(tags) && tags.some((tag) => typeof tag !== 'string' || tag.trim() === '')) errors['tags'] = ['cannot be blank'];
  if (problems.length > 0) errors['contracts'] = problems;
  if (Object.keys(errors).length > 0) return { errors };
  const branch = textIn(body, 'branch');
  const buildUrl = textIn(body, 'buildUrl');
  return { request: {
    consumer, version: textIn(body, 'pacticipantVersionNumber') ?? '', tags: Array.isArray(tags) ? (tags as string[]) : [],
    ...(branch !== undefined && { branch }), ...(buildUrl !== undefined && { buildUrl }), pacts: read.flatMap((one) => ('text' in one ? [one] : [])),
  } };
}

/** By its letters, not by one pattern for the whole: that would run out of stack on many megabytes. */
const isBase64 = (text: string): boolean => text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(text.replace(/={1,2}$/, ''));

function contractOf(contract: unknown, consumer: string, index: number): { provider: string; text: string } | { problem: string } {
  const wrong = (what: string) => ({ problem: `${what} (at index ${index})` });
  if (!isObject(contract)) return wrong('must be a hash');
  const [missing] = Object.keys(missingTexts(contract, 'consumerName', 'providerName', 'specification', 'contentType', 'content'));
  if (missing) return wrong(`${missing} is missing`);
  const name = textIn(contract, 'consumerName') ?? '';
  if (name !== consumer) return wrong(`consumerName ('${name}') must match pacticipantName ('${consumer}')`);
  if (contract['specification'] !== 'pact') return wrong('specification must be one of: pact');
  const encoded = textIn(contract, 'content') ?? '';
  if (!isBase64(encoded)) return wrong('content is not valid Base64');
  const text = utf8(Buffer.from(encoded, 'base64'));
  if (text === undefined) return wrong('content has a non UTF-8 character and cannot be parsed as JSON');
  return { provider: textIn(contract, 'providerName') ?? '', text };
}
