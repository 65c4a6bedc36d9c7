import { isoTime } from '#emulators/service-bus/admin/atom';
import type { Times } from '#emulators/service-bus/admin/call';
import { tag } from '#emulators/service-bus/admin/xml';

interface MessageCounts {
  activeMessageCount?: number;
  deadLetterMessageCount?: number;
  scheduledMessageCount?: number;
  transferMessageCount?: number;
  transferDeadLetterMessageCount?: number;
}

/** JavaScript's client finds the prefix in the one attribute that this element has. */
export const countDetails = (counts: MessageCounts): string =>
  '<CountDetails xmlns:d2p1="http://schemas.microsoft.com/netservices/2011/06/servicebus">'
  + tag('d2p1:ActiveMessageCount', counts.activeMessageCount ?? 0)
  + tag('d2p1:DeadLetterMessageCount', counts.deadLetterMessageCount ?? 0)
  + tag('d2p1:ScheduledMessageCount', counts.scheduledMessageCount ?? 0)
  + tag('d2p1:TransferMessageCount', counts.transferMessageCount ?? 0)
  + `${tag('d2p1:TransferDeadLetterMessageCount', counts.transferDeadLetterMessageCount ?? 0)}</CountDetails>`;

export const timeElements = ({ createdAt, updatedAt, accessedAt }: Times): Readonly<Record<string, string>> => ({
  CreatedAt: tag('CreatedAt', isoTime(createdAt)), UpdatedAt: tag('UpdatedAt', isoTime(updatedAt)),
  // .NET's smallest time stands for never.
  AccessedAt: tag('AccessedAt', accessedAt === 0 ? '0001-01-01T00:00:00Z' : isoTime(accessedAt)),
});
