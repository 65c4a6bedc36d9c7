import { RingproofError } from '#core/errors';

/** An AMQP 1.0 broker that is no Service Bus. `url` and `secrets` must never reach any output. */
export interface BrokerAddress {
  url: string;
  /** Host and port as written. */
  host: string;
  name: string;
  port: number;
  /** Without TLS. */
  plain: boolean;
  secrets: readonly string[];
}

/**
 * Reads `amqp://USER:PASSWORD@HOST[:PORT][/PREFIX]`, or `amqps://…`.
 * @throws RingproofError `RP_BROKER_URL`, which does not repeat it
 */
export function parseBrokerUrl(text: string): BrokerAddress {
  const url = URL.parse(text);
  if (!url) throw malformed('it is no URL.');
  const { protocol, host, hostname, port, username, password, search, hash } = url;
  if (hostname === '') throw malformed('it names no host.');
  if (username !== '' && password === '') throw malformed('it names a user without a password.');
  if (search !== '' || hash !== '') throw malformed('it has more than a path.');
  const plain = protocol === 'amqp:';
  return { url: text, host, name: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (plain ? 5672 : 5671)), plain, secrets: [password, decodeURIComponent(password)].filter((secret) => secret !== '') };
}

const malformed = (problem: string) => new RingproofError('RP_BROKER_URL', { problem });
