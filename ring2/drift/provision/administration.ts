import { BusError } from '#ring2/drift/driver';
import { type AdminClient, type AdminOptions, connectAdmin } from '#ring2/drift/drivers/azure-sdk-admin';
import type { BusAddress } from '#ring2/drift/connection-string';
import type { Estate } from '#ring2/drift/provision/estate';

/** Where the official emulator has its administration API, beside AMQP at 5672 (overview-emulator). */
const EMULATOR_PORT = 5300;
const AMQP_PORT = 5672;

type Options = Pick<AdminOptions, 'answerMs' | 'clean'>;
/** The administration API of a target, with the things of one run; or why there is none. */
export type Administration = { connect: (estate?: Estate) => AdminClient } | { missing: string };

/**
 * Finds a target's administration API by an `attempt` to use it. A real namespace has it at https on
 * its own host; an emulator without TLS at the port of its connection string, at the official one's, or at the one told.
 * @throws BusError when it is there and refuses for another reason than the key's rights
 */
export async function findAdministration(address: BusAddress, options: Options, attempt: (connect: (estate?: Estate) => AdminClient) => Promise<void>): Promise<Administration> {
  if (address.key.name === '') return { missing: 'a shared access signature cannot sign for it; use a key with Manage rights' };
  const reasons: string[] = [];
  for (const plainAt of portsOf(address)) {
    const connect = (estate?: Estate) => connectAdmin({ ...options, connectionString: address.connectionString, ...(estate && { estate }), ...(plainAt !== undefined && { plainAt }) });
    try {
      await attempt(connect);
      return { connect };
    } catch (error) {
      const reason = absence(error);
      if (reason === undefined) throw error;
      reasons.push(plainAt === undefined ? reason : `port ${plainAt}: ${reason}`);
    }
  }
  const tell = address.plain && address.administrationPort === undefined ? '; if it is at another port, say ;AdministrationPort=N' : '';
  return { missing: `${reasons.join('; ')}${tell}` };
}

/** Undefined is https at the address itself. */
function portsOf({ host, plain, administrationPort }: BusAddress): (number | undefined)[] {
  if (!plain) return [undefined];
  if (administrationPort !== undefined) return [administrationPort];
  const port = Number(host.split(':')[1] ?? AMQP_PORT);
  return port === AMQP_PORT ? [port, EMULATOR_PORT] : [port];
}

/** Why such an error means that there is no administration API for us. */
function absence(error: unknown): string | undefined {
  if (!(error instanceof BusError)) return undefined;
  switch (error.condition) {
    case undefined: return error.message;
    case 'HTTP 401': case 'HTTP 403': return `the key has no Manage right there (${error.condition})`;
    case 'HTTP 404': case 'HTTP 405': case 'HTTP 501': return `what answers there is no administration API (${error.condition})`;
    default: return undefined;
  }
}
