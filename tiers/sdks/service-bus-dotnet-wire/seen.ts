import type { DotnetPeer } from '#emulators/service-bus/testing/dotnet-peer';

/** One behaviour's walk; what it resolves to is compared with the list's. */
export type Walk = (peer: DotnetPeer) => Promise<unknown>;

/** By the conditions from which .NET's client makes its ServiceBusFailureReason (AmqpExceptionHelper). */
const WORDS: Record<string, string> = {
  'com.microsoft:message-lock-lost': 'lock-lost', 'com.microsoft:session-cannot-be-locked': 'session-locked', 'com.microsoft:timeout': 'timeout',
  'amqp:link:message-size-exceeded': 'too-large', 'amqp:not-found': 'not-found', 'amqp:not-implemented': 'not-implemented',
  'put-token: 404': 'not-found',
};
export const word = (condition: string | undefined): string => WORDS[condition ?? ''] ?? String(condition);

/** What a refused link, or anything else that failed, is called. */
export function wordOf(thrown: unknown): string {
  const { condition, message } = thrown as { condition?: string; message: string };
  return word(condition ?? message);
}
export const refused = (opening: Promise<unknown>): Promise<string> => opening.then(() => 'accepted', wordOf);
