import { RingproofError } from '#core/errors';

/** What a connection string says. `secrets` must never reach any output. */
export interface BusAddress {
  /** For the official clients, without the parts they do not know. Secret. */
  connectionString: string;
  /** Host and port as written: the only part of it that may be shown. */
  host: string;
  transport: 'tcp' | 'websocket';
  /** `UseDevelopmentEmulator=true`: no TLS. */
  plain: boolean;
  /** Where an emulator without TLS has its administration API, if the string says so. */
  administrationPort?: number;
  /** Empty where the string has a signature instead. */
  key: { name: string; key: string };
  secrets: readonly string[];
}

const KNOWN = ['endpoint', 'sharedaccesskeyname', 'sharedaccesskey', 'sharedaccesssignature', 'entitypath', 'usedevelopmentemulator', 'transporttype', 'administrationport'];
/** Parts that the official clients do not know. */
const OURS = /^\s*(transporttype|administrationport)\s*=/i;
const TRANSPORTS: Readonly<Record<string, BusAddress['transport']>> = { amqp: 'tcp', amqptcp: 'tcp', amqpwebsockets: 'websocket' };

/**
 * Reads a Service Bus connection string, in which `TransportType=AmqpWebSockets` chooses the transport and
 * `AdministrationPort=N` says where an emulator's administration API is.
 * @throws RingproofError `RP_CONNECTION_STRING`, which names parts but never repeats their values
 */
export function parseConnectionString(input: string): BusAddress {
  const parts = readParts(input);
  const endpoint = parts.get('endpoint');
  if (!endpoint) throw malformed('it has no Endpoint.');
  const host = /^sb:\/\/([^/\s:@]+(?::\d{1,5})?)\/?$/i.exec(endpoint)?.[1];
  if (!host || Number(host.split(':')[1] ?? 1) > 65_535) throw malformed('its Endpoint is not of the form sb://HOST[:PORT].');

  const key = parts.get('sharedaccesskey');
  const signature = parts.get('sharedaccesssignature');
  if (!signature && !parts.get('sharedaccesskeyname')) throw malformed('it has no SharedAccessKeyName.');
  if (!signature && !key) throw malformed('it has no SharedAccessKey.');
  if (parts.has('entitypath')) throw malformed('it is for a single entity (EntityPath); drift needs the connection string of the namespace.');

  const wanted = parts.get('transporttype') ?? 'amqp';
  const transport = TRANSPORTS[wanted.toLowerCase()];
  if (!transport) throw malformed('its TransportType is neither AmqpTcp nor AmqpWebSockets.');
  const administration = parts.get('administrationport');
  if (administration !== undefined && !(/^\d{1,5}$/.test(administration) && Number(administration) >= 1 && Number(administration) <= 65_535)) throw malformed('its AdministrationPort is no port.');
  const connectionString = segments(input).filter((segment) => !OURS.test(segment)).join(';');
  return {
    connectionString, host, transport, plain: parts.get('usedevelopmentemulator') === 'true', ...(administration !== undefined && { administrationPort: Number(administration) }),
    key: { name: parts.get('sharedaccesskeyname') ?? '', key: key ?? '' }, secrets: [key, signature].filter((secret) => secret !== undefined),
  };
}

function readParts(input: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const segment of segments(input)) {
    const split = segment.indexOf('=');
    const name = segment.slice(0, split).trim().toLowerCase();
    // A segment without a name may be a stray piece of the key, so it is not shown.
    if (split < 1) throw malformed(`part ${parts.size + 1} has no name before "=".`);
    if (!KNOWN.includes(name)) throw malformed(`part ${parts.size + 1} is none of those a connection string may have.`);
    if (parts.has(name)) throw malformed(`it has ${segment.slice(0, split).trim()} twice.`);
    parts.set(name, segment.slice(split + 1).trim());
  }
  return parts;
}

const segments = (input: string): string[] => input.split(';').filter((segment) => segment.trim() !== '');
const malformed = (problem: string) => new RingproofError('RP_CONNECTION_STRING', { problem });

/** A text in which no secret of the connection string is left, plain or URL-encoded. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets.filter((secret) => secret !== '').flatMap((secret) => [secret, encodeURIComponent(secret)]);
  return forms.reduce((result, secret) => result.replaceAll(secret, '***'), text).replace(/(SharedAccess(?:Key|Signature)=)[^;\s]+/gi, '$1***').replace(/\bsig=[^&;\s]+/gi, 'sig=***');
}
