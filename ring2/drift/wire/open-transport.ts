import { getCACertificates } from 'node:tls';
import type { Transport, TransportEvents } from '#ring2/drift/wire/transport';
import { openSocket } from '#ring2/drift/wire/transport-tcp';
import { openWebSocket } from '#ring2/drift/wire/transport-websocket';
import type { WireAddress } from '#ring2/drift/wire/wire';

/** Begins to connect; what comes of it is told by the events. */
export function openTransport(address: WireAddress, events: TransportEvents): Transport {
  const trust = address.ca === undefined ? {} : { ca: [...getCACertificates('default'), address.ca] };
  return address.transport === 'websocket' ? openWebSocket(address, trust, events) : openSocket(address, trust, events);
}
