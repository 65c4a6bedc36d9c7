import { entryDocument, feedDocument, nothingDocument } from '#emulators/service-bus/admin/atom';
import type { Call, ResourceApi } from '#emulators/service-bus/admin/call';
import { entityApi } from '#emulators/service-bus/admin/entity';
import { queuesPage, rulesPage, subscriptionsPage, topicsPage } from '#emulators/service-bus/admin/lists';
import { namespaceEntry } from '#emulators/service-bus/admin/namespace-info';
import { badRequest, methodNotAllowed } from '#emulators/service-bus/admin/refusal';
import type { Resource } from '#emulators/service-bus/admin/resource';
import { ruleApi } from '#emulators/service-bus/admin/rule';
import { subscriptionApi } from '#emulators/service-bus/admin/subscription';
import { type XmlElement, child, parseXml } from '#emulators/service-bus/admin/xml';

export interface Answer { status: number; body: string }

/**
 * What the administration API answers to one request.
 * @throws Refusal, or Fault of the broker
 */
export async function answer(call: Call, method: string, resource: Resource, body: string): Promise<Answer> {
  const { place } = call;
  if (method === 'PUT') {
    const put = puts(call, resource);
    if (!put) throw methodNotAllowed(method, resource.kind);
    return { status: call.update ? 200 : 201, body: entryDocument(place, put(await descriptionIn(body, resource))) };
  }
  if (method === 'DELETE') {
    const remove = removals(call, resource);
    if (!remove) throw methodNotAllowed(method, resource.kind);
    remove();
    return { status: 200, body: '' };
  }
  if (method !== 'GET') throw methodNotAllowed(method, resource.kind);
  return { status: 200, body: show(call, resource) };
}

function show(call: Call, resource: Resource): string {
  const { place } = call;
  switch (resource.kind) {
    case 'namespace': return entryDocument(place, namespaceEntry(call));
    case 'queues': return feedDocument(place, queuesPage(call));
    case 'topics': return feedDocument(place, topicsPage(call));
    case 'subscriptions': return feedDocument(place, subscriptionsPage(call, resource.topic));
    case 'rules': return feedDocument(place, rulesPage(call, { topic: resource.topic, name: resource.subscription }));
    case 'subscription': return entryDocument(place, subscriptionApi.get(call, resource));
    case 'rule': return entryDocument(place, ruleApi.get(call, resource));
    case 'entity': {
      const entry = entityApi.find(call, resource.name);
      return entry ? entryDocument(place, entry) : nothingDocument(place);
    }
  }
}

type Put = (description: XmlElement) => ReturnType<ResourceApi<string>['put']>;

function puts(call: Call, resource: Resource): Put | undefined {
  if (resource.kind === 'entity') return (element) => entityApi.put(call, resource.name, element);
  if (resource.kind === 'subscription') return (element) => subscriptionApi.put(call, resource, element);
  return resource.kind === 'rule' ? (element) => ruleApi.put(call, resource, element) : undefined;
}

function removals(call: Call, resource: Resource): (() => void) | undefined {
  if (resource.kind === 'entity') return () => entityApi.remove(call, resource.name);
  if (resource.kind === 'subscription') return () => subscriptionApi.remove(call, resource);
  return resource.kind === 'rule' ? () => ruleApi.remove(call, resource) : undefined;
}

const DESCRIPTIONS: Readonly<Partial<Record<Resource['kind'], readonly string[]>>> = {
  entity: ['QueueDescription', 'TopicDescription'], subscription: ['SubscriptionDescription'], rule: ['RuleDescription'],
};

/** The description in an Atom entry's content. */
async function descriptionIn(body: string, { kind }: Resource): Promise<XmlElement> {
  const allowed = DESCRIPTIONS[kind] ?? [];
  const root = await parseXml(body);
  const description = root.name === 'entry' ? child(root, 'content')?.children[0] : undefined;
  if (description && allowed.includes(description.name)) return description;
  throw badRequest(`The request body must be an Atom entry whose content is a ${allowed.join(' or ')}.`);
}
