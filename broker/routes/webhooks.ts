import type { Context, Hono } from 'hono';
import { newUuid } from '#broker/hash';
import type { Ledger } from '#broker/ledger/ledger';
import type { AttemptRecord, TriggerRecord } from '#broker/ledger/webhook-view';
import { baseOf, bodyObject, curies, dateTime, hal, invalid, notFound, timestamps } from '#broker/routes/hal';
import { paths } from '#broker/rules/paths';
import { type Dispatcher, READER } from '#broker/webhooks/dispatch';
import { type WebhookRecord, parseWebhook, withoutSecrets } from '#broker/webhooks/webhook';

/** So many of a webhook's latest triggers are listed with it. */
const LISTED = 20;
interface Between { consumer?: string; provider?: string }

export function webhookRoutes(app: Hono, ledger: Ledger, dispatcher: Dispatcher): void {
  app.get('/webhooks', (c) => list(c, ledger, () => true));
  app.post('/webhooks', (c) => save(c, ledger, newUuid(), 201));
  app.get('/webhooks/provider/:provider/consumer/:consumer', (c) => list(c, ledger, ({ consumer, provider }) => consumer === c.req.param('consumer') && provider === c.req.param('provider')));
  app.post('/webhooks/provider/:provider/consumer/:consumer', (c) => save(c, ledger, newUuid(), 201, c.req.param()));
  app.get('/webhooks/:uuid', (c) => {
    const found = ledger.read((view) => view.webhook(c.req.param('uuid')));
    return found ? hal(c, documentOf(found, ledger.read((view) => view.triggersOf(found.uuid, LISTED)), baseOf(c))) : notFound(c);
  });
  app.put('/webhooks/:uuid', (c) => save(c, ledger, c.req.param('uuid'), ledger.read((view) => view.webhook(c.req.param('uuid'))) ? 200 : 201));
  app.delete('/webhooks/:uuid', (c) => {
    const uuid = c.req.param('uuid');
    const removed = ledger.change((view, writer) => {
      if (!view.webhook(uuid)) return false;
      writer.add({ kind: 'webhook-removed', uuid });
      writer.hide(uuid, {});
      return true;
    });
    return removed ? c.body(null, 204) : notFound(c);
  });
  app.post('/webhooks/:uuid/execute', async (c) => {
    const found = ledger.read((view) => view.webhook(c.req.param('uuid')));
    if (!found) return notFound(c);
    const { success, status, log } = await dispatcher.test(found);
    return hal(c, {
      success, logs: log, ...(status !== undefined && { response: { status } }),
      _links: { self: { href: `${baseOf(c)}${paths.webhook(found.uuid)}/execute` }, 'pb:webhook': { href: baseOf(c) + paths.webhook(found.uuid) } },
    });
  });
  app.get('/triggered-webhooks/:uuid/logs', (c) => {
    const uuid = c.req.param('uuid');
    const found = ledger.read((view) => view.trigger(uuid) && { attempts: view.attemptsOf(uuid) });
    return found ? c.text(found.attempts.map(logOf).join('\n')) : notFound(c);
  });
}

const logOf = ({ success, log, at }: AttemptRecord, index: number): string => `[${dateTime(at)}] attempt ${index + 1}: ${success ? 'succeeded' : 'failed'}\n${log}\n`;

/** uuids that clients choose become part of addresses. */
const UUID = /^[\w-]{1,64}$/;

async function save(c: Context, ledger: Ledger, uuid: string, status: 200 | 201, between: Between = {}): Promise<Response> {
  const body = await bodyObject(c);
  if (!body) return invalid(c, ['The request body is not a JSON object']);
  if (!UUID.test(uuid)) return invalid(c, { uuid: ['may have letters, digits, - and _'] });
  const parsed = parseWebhook({ ...body, ...Object.fromEntries(Object.entries(between).map(([party, name]) => [party, { name }])) });
  if ('errors' in parsed) return invalid(c, parsed.errors);
  const { webhook } = parsed;
  const unknown = ledger.read((view) => (['consumer', 'provider'] as const).filter((party) => webhook[party] !== undefined && !view.hasPacticipant(webhook[party])));
  if (unknown.length > 0) return invalid(c, Object.fromEntries(unknown.map((party) => [`${party}.name`, ['does not match an existing pacticipant']])));
  const stored = ledger.change((view, writer) => {
    const { shown, secrets } = withoutSecrets(webhook.request, view.secretsOf(uuid));
    // What happened before the first webhook was made is nobody's business.
    if (view.webhooks().length === 0) writer.readUpTo(READER, view.lastFact());
    writer.add({ kind: 'webhook-described', uuid, ...webhook, request: shown });
    writer.hide(uuid, secrets);
    return view.webhook(uuid);
  });
  if (!stored) throw new Error('The webhook just added is not there.');
  return hal(c, documentOf(stored, [], baseOf(c)), status, { location: baseOf(c) + paths.webhook(uuid) });
}

function list(c: Context, ledger: Ledger, which: (webhook: WebhookRecord) => boolean): Response {
  const base = baseOf(c);
  const found = ledger.read((view) => view.webhooks().filter(which));
  return hal(c, { _links: {
    self: { title: 'Webhooks', href: base + paths.webhooks },
    'pb:create': { title: 'POST to create a webhook', href: base + paths.webhooks },
    'pb:webhooks': found.map(({ uuid, description }) => ({ title: 'Webhook', name: description, href: base + paths.webhook(uuid) })),
    curies: curies(base, 'webhooks'),
  } });
}

const partyOf = (party: string, name: string | undefined, label: string | undefined): object => (name === undefined && label === undefined ? {} : { [party]: { ...(name !== undefined && { name }), ...(label !== undefined && { label }) } });

function documentOf(record: WebhookRecord, triggers: TriggerRecord[], base: string): object {
  const { uuid, description, enabled, consumer, consumerLabel, provider, providerLabel, events, request } = record;
  return {
    uuid, description, enabled, ...partyOf('consumer', consumer, consumerLabel), ...partyOf('provider', provider, providerLabel),
    events: events.map((name) => ({ name })), request, ...timestamps(record),
    _embedded: { triggeredWebhooks: triggers.map(({ uuid: trigger, event, succeeded, attempts, createdAt }) => ({
      uuid: trigger, name: event.name, status: succeeded ? 'success' : attempts === 0 ? 'not_run' : 'failure', attempts, triggeredAt: dateTime(createdAt),
      _links: { logs: { title: 'Webhook execution logs', href: base + paths.triggerLogs(trigger) } },
    })) },
    _links: {
      self: { title: 'Webhook', href: base + paths.webhook(uuid) },
      'pb:execute': { title: 'Test the execution of the webhook with the resource specified in the "request" parameter', href: `${base}${paths.webhook(uuid)}/execute` },
      'pb:webhooks': { title: 'All webhooks', href: base + paths.webhooks },
      ...(consumer !== undefined && { 'pb:consumer': { title: 'Consumer', name: consumer, href: base + paths.pacticipant(consumer) } }),
      ...(consumerLabel !== undefined && { 'pb:consumers': { title: 'Consumers by label', name: consumerLabel, href: base + paths.labelled(consumerLabel) } }),
      ...(providerLabel !== undefined && { 'pb:providers': { title: 'Providers by label', name: providerLabel, href: base + paths.labelled(providerLabel) } }),
      ...(provider !== undefined && { 'pb:provider': { title: 'Provider', name: provider, href: base + paths.pacticipant(provider) } }),
    },
  };
}
