import type { BusAddress } from '#ring2/drift/connection-string';
import { BusError } from '#ring2/drift/driver';
import type { Product } from '#ring2/drift/target';
import { connectWire } from '#ring2/drift/wire/connect';
import { plain } from '#ring2/drift/wire/values';

/** The key that the official emulator has and its documents print (overview-emulator); nobody chooses it for a bus of one's own. */
const PUBLISHED = { name: 'RootManageSharedAccessKey', key: 'SAS_KEY_VALUE' };
/** What ringproof's emulator says of itself in its open. */
const OURS = 'ringproof';

/**
 * Which emulator is at an address, where that can be known: ringproof's says so itself. What does not, and is given by the
 * official one's published connection string over TCP, is that: it has no other way to say so.
 */
export async function productAt(address: BusAddress, answerMs: number): Promise<Product | undefined> {
  const { key: { name, key }, transport } = address;
  if (!address.plain) return undefined;
  if ((await productSaid(address, answerMs)) === OURS) return 'ringproof emulator';
  return transport === 'tcp' && name === PUBLISHED.name && key === PUBLISHED.key ? 'official emulator' : undefined;
}

/** The `product` among the properties of the peer's open (AMQP 1.0 part 2.7.1); undefined when it says none. */
async function productSaid({ host, transport, plain: withoutTls, key }: BusAddress, answerMs: number): Promise<string | undefined> {
  const [name = host, port = transport === 'tcp' ? 5672 : 443] = host.split(':');
  try {
    const wire = await connectWire({ host: name, port: Number(port), transport, plain: withoutTls, key }, { answerMs });
    try {
      const properties = wire.peer.open['properties'];
      const said = properties && plain(properties);
      return said !== null && typeof said === 'object' && !Array.isArray(said) && typeof said['product'] === 'string' ? said['product'] : undefined;
    } finally {
      await wire.close();
    }
  } catch (error) {
    // The client was answered before; what this connection could not find out stays unknown.
    if (error instanceof BusError) return undefined;
    throw error;
  }
}
