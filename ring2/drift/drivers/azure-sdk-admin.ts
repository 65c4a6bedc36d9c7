import { type EntityStatus, ServiceBusAdministrationClient } from '@azure/service-bus';
import type { Admin, Counts, Description } from '#ring2/drift/admin';
import { BusError } from '#ring2/drift/driver';
import { toSdkRule } from '#ring2/drift/drivers/azure-sdk-message';
import type { QueueNeeds, SubscriptionNeeds, TopicNeeds } from '#ring2/drift/entities';

export interface AdminOptions {
  connectionString: string;
  /** The certificate to trust beside the system's, in PEM. */
  ca?: string;
  answerMs: number;
  /** Removes secrets from a text. */
  clean: (text: string) => string;
}

/** What the client's options cannot say: the pipeline, which its type hides. */
interface Piped { pipeline: { addPolicy(policy: { name: string; sendRequest(request: Request, next: (request: Request) => unknown): unknown }): void } }
interface Request { url: string; timeout?: number; tlsSettings?: { ca: string } }

/** The official administration client. `leave` deletes what was created through it. */
export function connectAdmin({ connectionString, ca, answerMs, clean }: AdminOptions): Admin & { leave(): Promise<void> } {
  const client = new ServiceBusAdministrationClient(connectionString, { retryOptions: { maxRetries: 0 } });
  (client as unknown as Piped).pipeline.addPolicy({
    name: 'drift',
    sendRequest(request, next) {
      request.timeout = answerMs;
      if (ca !== undefined) request.tlsSettings = { ca };
      return next(request);
    },
  });
  const created: (() => Promise<unknown>)[] = [];
  const ask = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      throw toAdminError(error, clean);
    }
  };
  return {
    async createQueue(name, options = {}) {
      const made = await ask(() => client.createQueue(name, toSdk(options)));
      created.push(() => client.deleteQueue(name));
      return describe(made);
    },
    queue: async (name) => describe(await ask(() => client.getQueue(name))),
    updateQueue: (name, changes) => ask(async () => describe(await client.updateQueue({ ...(await client.getQueue(name)), ...toSdk(changes) }))),
    deleteQueue: (name) => ask(async () => void (await client.deleteQueue(name))),
    queueNames: (maxPageSize) => ask(async () => {
      const names: string[] = [];
      for await (const page of client.listQueues().byPage({ maxPageSize })) names.push(...page.map(({ name }) => name));
      return names;
    }),
    queueCounts: async (name) => countsOf(await ask(() => client.getQueueRuntimeProperties(name))),
    async createTopic(name, options = {}) {
      const made = await ask(() => client.createTopic(name, toSdk(options)));
      created.push(() => client.deleteTopic(name));
      return describe(made);
    },
    createSubscription: async (topic, name, options = {}) => describe(await ask(() => client.createSubscription(topic, name, toSdk(options)))),
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
    async leave() {
      await Promise.allSettled(created.map((remove) => remove()));
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
