/** What a request's path names. */
export type Resource =
  | { kind: 'namespace' }
  | { kind: 'queues' | 'topics' }
  | { kind: 'entity'; name: string }
  | { kind: 'subscriptions'; topic: string }
  | { kind: 'subscription'; topic: string; name: string }
  | { kind: 'rules'; topic: string; subscription: string }
  | { kind: 'rule'; topic: string; subscription: string; name: string };

// Names of queues and topics may hold "/", those of subscriptions and rules may not.
const BELOW_TOPIC = /^(.+?)\/subscriptions(?:\/([^/]+)(?:\/(rules)(?:\/([^/]+))?)?)?$/i;

/** Undefined for a path that names nothing the administration API knows, or is no path at all. */
export function resourceAt(encoded: string): Resource | undefined {
  const path = decodePath(encoded)?.replace(/^\/+|\/+$/g, '');
  if (!path) return undefined;
  const special = path.toLowerCase();
  if (special === '$namespaceinfo') return { kind: 'namespace' };
  if (special === '$resources/queues') return { kind: 'queues' };
  if (special === '$resources/topics') return { kind: 'topics' };
  const [, topic, subscription, rules, rule] = BELOW_TOPIC.exec(path) ?? [];
  if (topic === undefined) return path.startsWith('$') ? undefined : { kind: 'entity', name: path };
  if (subscription === undefined) return { kind: 'subscriptions', topic };
  if (rules === undefined) return { kind: 'subscription', topic, name: subscription };
  return rule === undefined ? { kind: 'rules', topic, subscription } : { kind: 'rule', topic, subscription, name: rule };
}

function decodePath(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
