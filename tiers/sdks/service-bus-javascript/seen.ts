import type { Json } from '../service-bus/behaviour.ts';

/** What was observed, by behaviour, in the words of tiers/sdks/service-bus/behaviour.ts. */
export const seen: Record<string, Json> = {};

/** A behaviour that fails says how, and does not stop the others. */
export async function show(behaviour: string, walk: () => Promise<unknown>): Promise<void> {
  seen[behaviour] = await walk().catch((thrown: unknown) => ({ failed: wordOf(thrown) })) as Json;
}

export const refused = (action: () => Promise<unknown>): Promise<string> => action().then(() => 'accepted', wordOf);

const WORDS: Record<string, string> = {
  MessageLockLost: 'lock-lost', SessionCannotBeLocked: 'session-locked', ServiceTimeout: 'timeout', MessageSizeExceeded: 'too-large',
  MessagingEntityNotFound: 'not-found', MessageEntityNotFoundError: 'not-found', MessageEntityAlreadyExistsError: 'already-exists',
};

/** The client's own code; its general one for a refused description goes with the HTTP status. */
function wordOf(thrown: unknown): string {
  const { code = '', statusCode, name, message } = thrown as { code?: string; statusCode?: number; name: string; message: string };
  return WORDS[code] ?? (statusCode === 400 ? 'bad-request' : `${name} ${code}: ${message}`);
}
