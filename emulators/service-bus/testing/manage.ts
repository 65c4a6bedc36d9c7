import { once } from 'node:events';
import rhea, { type EventContext } from 'rhea';

export interface Managed { status: number; condition: string | undefined; body: Record<string, unknown> | undefined }

/** Sends one request to an entity's `$management` node, as no released client does, and returns the answer. */
export async function manage({ host, port }: { host: string; port: number }, entity: string, operation: string, body: object): Promise<Managed> {
  const connection = rhea.create_container().connect({ host, port, username: 'anybody', reconnect: false });
  connection.on('disconnected', () => undefined);
  const address = `${entity}/$management`;
  const receiver = connection.open_receiver({ source: address, target: 'reply' });
  const sender = connection.open_sender(address);
  sender.once('sendable', () => sender.send({ message_id: 'one', reply_to: 'reply', application_properties: { operation: `com.microsoft:${operation}` }, body }));
  const [{ message }] = await once(receiver, 'message') as [EventContext];
  connection.close();
  await once(connection, 'connection_close');
  const { statusCode, errorCondition } = message?.application_properties as { statusCode: number; errorCondition?: string };
  return { status: statusCode, condition: errorCondition, body: message?.body as Record<string, unknown> | undefined };
}
