import { dotnetWire } from '../service-bus-dotnet-wire/main.ts';
import type { Transport } from './behaviours.ts';
import { type Program, built, interpreted, node } from './program.ts';

/** A column of the compatibility table. */
export interface Client {
  id: string;
  /** As the table's head says it. */
  name: string;
  transports: Transport[];
  program: Program;
  /** Behaviours that this client does not offer, with the reason that the table gives; one that is shown all the same is a failure. */
  gaps: Record<string, string>;
  /** What a user must set beyond the connection string, by transport. */
  settings: Partial<Record<Transport, string>>;
}

const ALL: Transport[] = ['tcp', 'tls', 'websocket', 'admin'];

export const CLIENTS: Client[] = [
  {
    id: 'javascript', name: 'JavaScript `@azure/service-bus`', transports: ALL, program: node('service-bus-javascript/main.ts'),
    gaps: {
      'uuid-property': 'its application properties have no UUID type',
      'settle-twice': 'it refuses a second settlement itself',
      'list-sessions': 'it does not list sessions',
      transaction: 'it has no transactions',
    },
    settings: { tls: '`NODE_EXTRA_CA_CERTS`', websocket: 'the same; always wss', admin: '`NODE_EXTRA_CA_CERTS`' },
  },
  {
    id: 'python', name: 'Python `azure-servicebus`', transports: ALL, program: interpreted('RINGPROOF_PYTHON', 'service-bus-python/main.py'),
    gaps: {
      'abandon-with-properties': 'its `abandon_message` takes no properties',
      'long-property': 'it writes every whole number in 32 bits',
      'settle-twice': 'it refuses a second settlement itself',
      'rule-manager': 'it manages rules over https only',
      transaction: 'it has no transactions',
    },
    settings: { tls: '`custom_endpoint_address`, `connection_verify`', websocket: '`custom_endpoint_address`', admin: '`REQUESTS_CA_BUNDLE`, `SSL_CERT_FILE`' },
  },
  {
    id: 'go', name: 'Go `azservicebus`', transports: ALL, program: built('RINGPROOF_GO_SERVICE_BUS', 'Go', 'Run `go build -o FILE .` in tiers/sdks/service-bus-go, then set RINGPROOF_GO_SERVICE_BUS to FILE.'),
    gaps: {
      'uuid-property': 'its public types have no UUID',
      'rule-manager': 'it manages rules over https only',
      transaction: 'it has no transactions',
      processor: 'it has no message pump',
      'admin-long-in-filter': 'it reads no 64-bit number in a filter: "type long … is not a handled type"',
    },
    settings: { tls: '`SSL_CERT_FILE`, `TLSConfig.ServerName`', websocket: '`NewWebSocketConn`; always wss', admin: '`SSL_CERT_FILE`' },
  },
  {
    id: 'java', name: 'Java `azure-messaging-servicebus`', transports: ALL,
    program: built('RINGPROOF_JAVA_SERVICE_BUS', 'Java', 'Build it as java_service_bus in .ci/run does, then set RINGPROOF_JAVA_SERVICE_BUS to the program that starts it.'),
    gaps: {
      'list-sessions': 'it does not list sessions',
      'settle-twice': 'it refuses a second settlement itself',
      ...Object.fromEntries(['admin-typed-filter', 'admin-time-in-filter', 'admin-long-in-filter'].map((id) => [id, 'it writes every property of a filter as text'])),
    },
    settings: { tls: '`javax.net.ssl.trustStore`', websocket: '`javax.net.ssl.trustStore`; always wss', admin: '`javax.net.ssl.trustStore`; `addPolicy(new PortPolicy(port, true))`, without which it dials 443' },
  },
  {
    id: 'dotnet-wire', name: '.NET-shaped wire (no .NET)', transports: ['tcp'], program: dotnetWire,
    gaps: {
      'batch-limit': 'its client counts the bytes of a batch by itself, up to what the attach says',
      processor: 'its client\'s own loop of receiving and completing, nothing else on the wire',
    },
    settings: {},
  },
];
