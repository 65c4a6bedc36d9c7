import type { Broker } from '#emulators/service-bus/amqp/peer';
import { type BrokerConnection, CONNECTION_ENDS } from '#emulators/service-bus/amqp/rhea/internals';
import { connectionsExceeded } from '#emulators/service-bus/state/fault';

/**
 * Whether a connection is within the tier's quota; one that is not has all its links refused (D112): a connection that is
 * closed the SDKs open again and again.
 */
export function admission({ namespace }: Broker, admitted: Set<BrokerConnection>, connection: BrokerConnection): () => void {
  connection.on('connection_open', () => {
    if (admitted.size < namespace.profile.quotas.connections) admitted.add(connection);
  });
  for (const event of CONNECTION_ENDS) connection.on(event, () => admitted.delete(connection));
  return () => {
    if (!admitted.has(connection)) throw connectionsExceeded(namespace.name);
  };
}
