import { ServiceBusClient } from '@azure/service-bus';
import { Hono } from 'hono';
import type { Contract, MessageInteraction } from '#core/contract';
import { contractName } from '#core/contract';
import { RingproofError, reasonOf } from '#core/errors';
import { textExample } from '#core/interaction-match';
import { example } from '#core/matchers';
import type { Target } from '#core/target';
import { deliveryOf } from '#emulators/platform/bus-azure';
import { addControl } from '#emulators/platform/http/control';
import { params } from '#emulators/platform/http/params';
import { listen } from '#emulators/platform/http/listen';

const ARRIVAL_MS = 5_000;

/**
 * Stands between a verifier and the bus for binding contracts (`<service>--service-bus`): for each message it really sends the
 * contract's example through the entity that the message names with the official client, receives it under lock, and answers what
 * arrived: body, `contentType`, `entity`, `deliveryCount`, `lockSeconds`. The provider state empties the entity first;
 * nobody else may take from it meanwhile.
 * @throws RingproofError `RP_CONTRACT_INVALID` when a message names no bound entity, `RP_CONNECTION_STRING`, `RP_PORT_TAKEN`
 */
export async function startBusProbe(options: { connectionString: string; contracts: Contract[]; host?: string; port?: number }): Promise<{ target: Target; stop(): Promise<void> }> {
  const { connectionString, contracts, host = '127.0.0.1', port = 0 } = options;
  const messages = contracts.flatMap(boundMessages);
  const client = open(connectionString);
  const app = new Hono();
  const self = { name: 'service bus', ...gradeOf(connectionString) };
  addControl(app, {
    self,
    states: { 'an empty queue': (given) => drain(client, params(given).text('entity')) },
    reset: () => undefined,
    messages: Object.fromEntries(messages.map(({ message, entity }) => [message.description, () => passThrough(client, entity, message)])),
  });
  const listening = await listen(app, { host, port }).catch(async (error: unknown) => {
    await client.close();
    throw error;
  });
  const { url } = listening;
  return {
    target: { ...self, http: { baseUrl: url, statesUrl: `${url}/_ringproof/states`, messagesUrl: `${url}/_ringproof/messages` } },
    async stop() {
      await listening.close();
      await client.close();
    },
  };
}

function boundMessages(contract: Contract): { message: MessageInteraction; entity: string }[] {
  const invalid = (problem: string) => new RingproofError('RP_CONTRACT_INVALID', { file: contractName(contract), problem });
  return contract.interactions.filter((one): one is MessageInteraction => one.kind === 'message').map((message) => {
    const entity = textExample(message.metadata['entity'] ?? '');
    if (!contract.binding?.entities.includes(entity)) throw invalid(`"${message.description}" goes through "${entity}", which its binding does not name`);
    return { message, entity };
  });
}

/** The emulators' own switch in the string tells them from a real namespace. */
const gradeOf = (connectionString: string): Pick<Target, 'grade' | 'virtual'> =>
  /;\s*UseDevelopmentEmulator=true/.test(connectionString) ? { grade: 'emulator', virtual: true } : { grade: 'live', virtual: false };

function open(connectionString: string): ServiceBusClient {
  try {
    return new ServiceBusClient(connectionString);
  } catch (error) {
    throw new RingproofError('RP_CONNECTION_STRING', { problem: reasonOf(error) }, error);
  }
}

async function drain(client: ServiceBusClient, entity: string): Promise<void> {
  for (let taken = 1; taken > 0;) {
    // A new receiver each round: a receiver's peeks go on from where its last one ended.
    const receiver = client.createReceiver(entity, { receiveMode: 'receiveAndDelete' });
    try {
      const left = await receiver.peekMessages(100);
      taken = left.length === 0 ? 0 : (await receiver.receiveMessages(left.length, { maxWaitTimeInMs: ARRIVAL_MS })).length;
    } finally {
      await receiver.close();
    }
  }
}

async function passThrough(client: ServiceBusClient, entity: string, message: MessageInteraction) {
  const sender = client.createSender(entity);
  const receiver = client.createReceiver(entity, { receiveMode: 'peekLock' });
  try {
    const contentType = message.metadata['contentType'] === undefined ? 'application/json' : textExample(message.metadata['contentType']);
    await sender.sendMessages({ body: example(message.contents), contentType });
    const [arrived] = await receiver.receiveMessages(1, { maxWaitTimeInMs: ARRIVAL_MS });
    if (!arrived) throw new Error(`nothing arrived in ${entity} within ${ARRIVAL_MS} ms; does another consumer take from it?`);
    const receivedAt = Date.now();
    await receiver.completeMessage(arrived);
    const { body, contentType: type, deliveryCount, lockedUntil } = deliveryOf(arrived);
    const lockSeconds = lockedUntil === undefined ? 'none' : String(Math.round((lockedUntil - receivedAt) / 1000));
    return { contents: body, contentType: type, destination: entity, properties: { entity, deliveryCount: String(deliveryCount), lockSeconds } };
  } finally {
    await Promise.all([sender.close(), receiver.close()]);
  }
}
