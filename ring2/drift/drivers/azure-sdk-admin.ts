import { type EntityStatus, ServiceBusAdministrationClient } from '@azure/service-bus';
import type { Admin, Counts, Description } from '#ring2/drift/admin';
import { BusError } from '#ring2/drift/driver';
import { toSdkRule } from '#ring2/drift/drivers/azure-sdk-message';
import type { QueueNeeds, SubscriptionNeeds, TopicNeeds } from '#ring2/drift/entities';
import type { Estate } from '#ring2/drift/provision/estate';
import type { EntityKind } from '#ring2/drift/provision/ledger';

export interface AdminOptions {
  connectionString: string;
  /** The certificate to trust beside the system's, in PEM. */
  ca?: string;
  /** Without TLS, at this port; the client itself would insist on https at the port of the connection string. */
  plainAt?: number;
  answerMs: number;
  /** Removes secrets from a text. */
  clean: (text: string) => string;
  /** Is told what is made and deleted; without one nobody minds what stays. */
  estate?: Pick<Estate, 'make' | 'gone'>;
}

export interface AdminClient extends Admin {
  remove(kind: EntityKind, name: string): Promise<void>;
  /** Names and times of creation, in milliseconds since the epoch. */
  list(kind: EntityKind): AsyncIterable<{ name: string; createdAt: number }>;
}

const UNATTENDED: NonNullable<AdminOptions['estate']> = { make: (_kind, _name, act) => act(), gone: () => undefined };

/** What the client's options cannot say: the pipeline, which its type hides. */
interface Piped { pipeline: { addPolicy(policy: { name: string; sendRequest(request: Request, next: (request: Request) => unknown): unknown }): void } }
interface Request { url: string; timeout?: number; tlsSettings?: { ca: string }; allowInsecureConnection?: boolean }

/** The official administration client. */
export function connectAdmin({ connectionString, ca, plainAt, answerMs, clean, estate = UNATTENDED }: AdminOptions): AdminClient {
  const client = new ServiceBusAdministrationClient(connectionString, { retryOptions: { maxRetries: 0 } });
  (client as unknown as Piped).pipeline.addPolicy({
    name: 'drift',
    sendRequest(request, next) {
      request.timeout = answerMs;
      if (ca !== undefined) request.tlsSettings = { ca };
      if (plainAt !== undefined) {
        request.url = request.url.replace(/^https:\/\/([^/:]+)(?::\d+)?/, `http://$1:${plainAt}`);
        request.allowInsecureConnection = true;
      }
      return next(request);
    },
  });
  const ask = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      throw toAdminError(error, clean);
    }
  };
  return {
    createQueue: async (name, options = {}) => describe(await estate.make('queue', name, () => ask(() => client.createQueue(name, toSdk(options))))),
    queue: async (name) => describe(await ask(() => client.getQueue(name))),
    updateQueue: (name, changes) => ask(async () => describe(await client.updateQueue({ ...(await client.getQueue(name)), ...toSdk(changes) }))),
    async deleteQueue(name) {
      await ask(() => client.deleteQueue(name));
      estate.gone('queue', name);
    },
    queueNames: (maxPageSize) => ask(async () => {
      const names: string[] = [];
      for await (const page of client.listQueues().byPage({ maxPageSize })) names.push(...page.map(({ name }) => name));
      return names;
    }),
    queueCounts: async (name) => countsOf(await ask(() => client.getQueueRuntimeProperties(name))),
    createTopic: async (name, options = {}) => describe(await estate.make('topic', name, () => ask(() => client.createTopic(name, toSdk(options))))),
    createSubscription: async (topic, name, options = {}, first) =>
      describe(await ask(() => client.createSubscription(topic, name, { ...toSdk(options), ...(first && { defaultRuleOptions: { name: first.name, ...toSdkRule(first) } }) }))),
    subscriptionCounts: async (topic, name) => countsOf({ scheduledMessageCount: 0, ...(await ask(() => client.getSubscriptionRuntimeProperties(topic, name))) }),
    createRule: (topic, subscription, rule) => ask(async () => {
      const { filter, action } = toSdkRule(rule);
      await (action ? client.createRule(topic, subscription, rule.name, filter, action) : client.createRule(topic, subscription, rule.name, filter));
    }),
    ruleNames: (topic, subscription) => ask(async () => {
      const names: string[] = [];
      for await (const { name } of client.listRules(topic, subscription)) names.push(name);
      return names;
    }),
    remove: (kind, name) => ask(async () => void (await (kind === 'queue' ? client.deleteQueue(name) : client.deleteTopic(name)))),
    async *list(kind) {
      const all = kind === 'queue' ? client.listQueuesRuntimeProperties() : client.listTopicsRuntimeProperties();
      try {
        for await (const { name, createdAt } of all) yield { name, createdAt: createdAt.getTime() };
      } catch (error) {
        throw toAdminError(error, clean);
      }
    },
  };
}

/** The client's word for what everybody else calls dead-lettering on filter exceptions is the same; only the status differs in its type. */
function toSdk<Needs extends QueueNeeds | Omit<TopicNeeds, 'subscriptions'> | Omit<SubscriptionNeeds, 'rules'>>(needs: Needs): Needs & { status?: EntityStatus } {
  return needs;
}

const describe = (made: object): Description =>
  Object.fromEntries(Object.entries(made).filter(([name, value]) => !name.startsWith('_') && isPlain(value)));
const isPlain = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

interface SdkCounts { activeMessageCount: number; deadLetterMessageCount: number; scheduledMessageCount: number; transferMessageCount: number; transferDeadLetterMessageCount: number }
const countsOf = (runtime: SdkCounts): Counts => ({
  active: runtime.activeMessageCount, deadLetter: runtime.deadLetterMessageCount, scheduled: runtime.scheduledMessageCount,
  transfer: runtime.transferMessageCount, transferDeadLetter: runtime.transferDeadLetterMessageCount,
});

function toAdminError(thrown: unknown, clean: (text: string) => string): BusError {
  const { code, statusCode, message } = thrown as { code?: string; statusCode?: number; message?: string };
  const text = clean(message ?? String(thrown));
  // Without a status nobody answered.
  if (statusCode === undefined && code !== 'MessageEntityNotFoundError') return new BusError('ConnectionFailed', text, { retryable: true }, thrown);
  return new BusError(code ?? 'RestError', text, { retryable: statusCode === 503, condition: `HTTP ${statusCode ?? 200}` }, thrown);
}
