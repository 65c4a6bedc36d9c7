import { RingproofError } from '#core/errors';
import { PROFILE_NAMES } from '#emulators/service-bus/index';
import { parseBrokerUrl } from '#ring2/drift/broker-address';
import { parseConnectionString } from '#ring2/drift/connection-string';
import { libraryNamed } from '#ring2/drift/drivers/libraries';
import type { ClientLibrary } from '#ring2/drift/library';
import type { DriftTarget } from '#ring2/drift/target';
import { brokerTarget } from '#ring2/drift/targets/broker';
import { embeddedTarget } from '#ring2/drift/targets/embedded';
import { type ProvisionedOptions, provisionedTarget } from '#ring2/drift/targets/provisioned';

export interface TargetOptions extends ProvisionedOptions {
  /** The client that asks, one of `LIBRARY_NAMES`; default azure-sdk-js. */
  driver?: string;
}

/**
 * Reads a TARGET of the command line: `emulator[:tcp|:ws][:PROFILE]` (an embedded emulator of its own, on a virtual clock), or a connection string, with `;TransportType=AmqpWebSockets` for WebSocket, or the `amqp://` URL of another AMQP 1.0 broker.
 * @throws RingproofError `RP_CONNECTION_STRING`, `RP_BROKER_URL`; the value itself is never repeated, it may hold a key; `RP_USAGE_VALUE` for the driver
 */
export function parseTarget(text: string, { driver = 'azure-sdk-js', ...options }: TargetOptions = {}): DriftTarget {
  const library = libraryNamed(driver);
  const target = text.trim();
  if (/^emulator\b/.test(target)) return parseEmbedded(target, library);
  if (/^amqps?:/.test(target)) return brokerTarget(parseBrokerUrl(target), library);
  return provisionedTarget(parseConnectionString(target), library, options);
}

function parseEmbedded(target: string, library: ClientLibrary): DriftTarget {
  const [, ...words] = target.split(':');
  const profile = PROFILE_NAMES.find((name) => name === words.at(-1));
  const [transport = 'tcp', ...more] = profile ? words.slice(0, -1) : words;
  const wrong = (problem: string) => new RingproofError('RP_CONNECTION_STRING', { problem });
  if (more.length > 0 || (transport !== 'tcp' && transport !== 'ws')) throw wrong(`the embedded emulator is emulator:tcp or emulator:ws, with :${PROFILE_NAMES.join(' or :')} behind it.`);
  if (profile === 'official-emulator' && transport === 'ws') throw wrong('the official emulator speaks no WebSocket.');
  return embeddedTarget(transport === 'ws' ? 'websocket' : 'tcp', library, profile && { profile });
}
