import { newUuid } from '#broker/hash';
import type { Ledger } from '#broker/ledger/ledger';
import type { TriggerRecord } from '#broker/ledger/webhook-view';
import type { Allowed, Resolve } from '#broker/webhooks/destination';
import { eventsOf, isFor, wants } from '#broker/webhooks/events';
import { type Answer, send } from '#broker/webhooks/send';
import { filled, variablesOf } from '#broker/webhooks/template';
import { STARS, type WebhookRecord, withSecrets } from '#broker/webhooks/webhook';

/** How long after each failed attempt the next one is made, as the real broker's default. */
const RETRY_AFTER_MS = [10_000, 60_000, 120_000, 300_000, 600_000, 1_200_000];
/** What the ledger knows this reader of its facts by. */
export const READER = 'webhooks';
const BATCH = 500;

export interface DispatchOptions extends Allowed {
  ledger: Ledger;
  /** With it begin the addresses in what is sent. */
  base: string;
  resolve?: Resolve;
}

export interface Dispatcher {
  /** Something was added to the ledger: triggers the webhooks that want to hear of it. Gives the uuids of what was triggered. */
  notice(): string[];
  /** Sends a webhook's request once, with the latest pact that it is for. */
  test(webhook: WebhookRecord): Promise<Answer>;
  /** Ends all waiting; what is under way is finished. What is left is taken up by the next start. */
  stop(): Promise<void>;
}

/**
 * Tells webhooks of what the ledger's facts say. Which facts were looked at and which webhooks they triggered stands in the
 * ledger, so that nothing is lost with the process; a request may be sent twice when it ends in the middle of one.
 */
export function startDispatcher(options: DispatchOptions): Dispatcher {
  const { ledger } = options;
  const waiting = new Map<string, () => void>();
  const underWay = new Set<Promise<void>>();
  let stopped = false;

  const later = (uuid: string, ms: number) => waiting.set(uuid, ledger.clock.after(ms, () => begin(uuid)));
  const begin = (uuid: string) => {
    waiting.delete(uuid);
    if (stopped) return;
    const attempt = attemptOnce(options, uuid).then((retryMs) => { if (retryMs !== undefined && !stopped) later(uuid, retryMs); });
    underWay.add(attempt);
    void attempt.finally(() => underWay.delete(attempt));
  };

  for (const { uuid, attempts, attemptedAt } of ledger.read((view) => view.openTriggers(RETRY_AFTER_MS.length + 1))) {
    const due = attemptedAt === null ? 0 : attemptedAt + (RETRY_AFTER_MS[attempts - 1] ?? 0) - ledger.clock.now();
    later(uuid, Math.max(0, due));
  }
  const notice = () => {
    const uuids = trigger(ledger);
    for (const uuid of uuids) begin(uuid);
    return uuids;
  };
  notice();
  return {
    notice,
    test: (webhook) => deliver(options, webhook, sample(ledger, webhook)),
    async stop() {
      stopped = true;
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
      await Promise.all(underWay);
    },
  };
}

/** Reads on in the facts; gives the new triggers. */
function trigger(ledger: Ledger): string[] {
  // Whoever has no webhook pays nothing for them.
  if (ledger.read((view) => view.webhooks().length === 0)) return [];
  return ledger.change((view, writer) => {
    const uuids: string[] = [];
    const webhooks = view.webhooks();
    for (let after = view.reader(READER) ?? view.lastFact(); ;) {
      const facts = view.factsAfter(after, BATCH);
      for (const event of facts.flatMap(({ fact }) => eventsOf(fact, view))) {
        for (const { uuid: webhook } of webhooks.filter((one) => wants(one, event, view))) {
          const uuid = newUuid();
          writer.add({ kind: 'webhook-triggered', uuid, webhook, event });
          uuids.push(uuid);
        }
      }
      after = facts.at(-1)?.id ?? after;
      writer.readUpTo(READER, after);
      if (facts.length < BATCH) return uuids;
    }
  });
}

/** Gives the time until the next attempt; undefined when there will be none. */
async function attemptOnce(options: DispatchOptions, uuid: string): Promise<number | undefined> {
  const { ledger } = options;
  const found = ledger.read((view) => {
    const one = view.trigger(uuid);
    return one && { trigger: one, webhook: view.webhook(one.webhook) };
  });
  if (!found) return undefined;
  const { trigger: { event, attempts }, webhook } = found;
  const { success, log } = webhook ? await deliver(options, webhook, event) : { success: false, log: 'not sent: the webhook was deleted' };
  ledger.change((_, writer) => writer.add({ kind: 'webhook-attempted', trigger: uuid, success, log }));
  return success || !webhook ? undefined : RETRY_AFTER_MS[attempts];
}

async function deliver({ ledger, base, allow, resolve }: DispatchOptions, webhook: WebhookRecord, event: TriggerRecord['event']): Promise<Answer> {
  const { secrets, variables } = ledger.read((view) => ({ secrets: view.secretsOf(webhook.uuid), variables: variablesOf(event, view, base) }));
  const answer = await send(filled(withSecrets(webhook.request, secrets), variables), { ...(allow && { allow }) }, resolve);
  // The other side may say them back.
  const log = Object.values(secrets).filter((secret) => secret.length > 3).reduce((text, secret) => text.replaceAll(secret, STARS), answer.log);
  return { ...answer, log };
}

/** What a test of a webhook tells: the newest pact it is for, or an invented one. */
function sample(ledger: Ledger, webhook: WebhookRecord): TriggerRecord['event'] {
  const { consumer, provider, events } = webhook;
  const name = events[0] ?? 'contract_content_changed';
  const pact = ledger.read((view) => view.latestPacts().filter((one) => isFor(webhook, one, view)).at(-1));
  return pact
    ? { name, consumer: pact.consumer, consumerVersion: pact.version, provider: pact.provider, sha: pact.sha }
    : { name, consumer: consumer ?? 'Foo', consumerVersion: '1', provider: provider ?? 'Bar', sha: '0' };
}
