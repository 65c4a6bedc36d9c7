/** Where tokens are put (service-bus-amqp-protocol-guide); no entity. */
export const CBS_NODE = '$cbs';

export interface Address {
  /** The entity's path, a dead-letter queue's with its suffix. */
  entity: string;
  management: boolean;
}

/** Reads a link's address: clients send an entity's path, Python's a full URI. */
export function parseAddress(text: string): Address {
  const path = text.replace(/^[a-z]+:\/\/[^/]*\//i, '').replace(/^\/+|\/+$/g, '');
  const management = /\/\$management$/i.test(path);
  return { entity: management ? path.slice(0, -'/$management'.length) : path, management };
}
