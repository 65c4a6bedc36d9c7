import { randomUUID } from 'node:crypto';
import { composite } from '#ring2/drift/wire/performatives';
import { string, symbolMap, ubyte, uint } from '#ring2/drift/wire/values';
import type { AttachOptions, Fields } from '#ring2/drift/wire/wire';

export const linkName = (address: string, { name }: AttachOptions): string => name ?? `${address}-${randomUUID()}`;

/** The fields of an attach to `address`, which is the target of a sender and the source of a receiver. */
export function attachFields(address: string, isReceiver: boolean, options: AttachOptions): Fields {
  const { source = {}, target = {}, filter, coordinator, properties, senderSettleMode = isReceiver ? 0 : 2, receiverSettleMode = isReceiver ? 1 : 0 } = options;
  const node = { address: string(address) };
  return {
    'snd-settle-mode': ubyte(senderSettleMode),
    'rcv-settle-mode': ubyte(receiverSettleMode),
    source: composite('source', { ...(isReceiver && node), ...(filter && { filter: symbolMap(filter) }), ...source }),
    target: coordinator ? composite('coordinator', coordinator) : composite('target', { ...(!isReceiver && node), ...target }),
    ...(!isReceiver && { 'initial-delivery-count': uint(0) }),
    ...(properties && { properties: symbolMap(properties) }),
    ...options.fields,
  };
}
