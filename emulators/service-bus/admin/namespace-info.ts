import { type Entry, description, isoTime } from '#emulators/service-bus/admin/atom';
import type { Call } from '#emulators/service-bus/admin/call';
import { tag } from '#emulators/service-bus/admin/xml';

/** `/$namespaceinfo` */
export function namespaceEntry({ namespace: { name, createdAt, profile } }: Call): Entry {
  const premium = profile.name === 'premium';
  const content = tag('CreatedTime', isoTime(createdAt)) + tag('MessagingSKU', premium ? 'Premium' : 'Standard') + tag('MessagingUnits', premium ? 1 : undefined)
    + tag('ModifiedTime', isoTime(createdAt)) + tag('Name', name) + tag('NamespaceType', 'Messaging');
  return { path: '$namespaceinfo', title: name, createdAt, updatedAt: createdAt, content: description('NamespaceInfo', content) };
}
