import { RingproofError } from '#core/errors';
import { parseConnectionString } from '#ring2/drift/connection-string';
import type { DriftTarget } from '#ring2/drift/target';
import { embeddedTarget } from '#ring2/drift/targets/embedded';
import { type ProvisionedOptions, provisionedTarget } from '#ring2/drift/targets/provisioned';

/**
 * Reads a TARGET of the command line: `emulator` or `emulator:tcp`, `emulator:ws` (an embedded emulator of its own, on a
 * virtual clock), or a connection string, with `;TransportType=AmqpWebSockets` for WebSocket.
 * @throws RingproofError `RP_CONNECTION_STRING`; the value itself is never repeated, it may hold a key
 */
export function parseTarget(text: string, options: ProvisionedOptions = {}): DriftTarget {
  const target = text.trim();
  if (target === 'emulator' || target === 'emulator:tcp') return embeddedTarget('tcp');
  if (target === 'emulator:ws') return embeddedTarget('websocket');
  if (/^emulator\b/.test(target)) throw new RingproofError('RP_CONNECTION_STRING', { problem: 'the embedded emulator is emulator:tcp or emulator:ws.' });
  return provisionedTarget(parseConnectionString(target), options);
}
