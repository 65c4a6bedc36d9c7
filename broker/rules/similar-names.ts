/**
 * Applications whose names are so like a new one that it may be a slip: the real broker's guard. Words count, not how
 * they are joined; nor a plural, nor "api", "provider" and "service".
 */
export function similarNames(name: string, existing: readonly string[]): string[] {
  if (existing.includes(name)) return [];
  const words = wordsOf(name);
  return existing.filter((other) => wordsOf(other) === words);
}

const MEANINGLESS = new Set(['api', 'provider', 'service']);

const wordsOf = (name: string): string => name.replace(/\s/g, '_').replaceAll('::', '/')
  .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2').replace(/([a-z\d])([A-Z])/g, '$1_$2')
  .replaceAll('-', '_').toLowerCase().split('_').map((word) => word.replace(/s$/, '')).filter((word) => !MEANINGLESS.has(word)).join('_');

/** What the real broker says of it; `base` is where the broker is. */
export const similarNameSentence = (name: string, existing: readonly string[], base: string): string => `This is the first time a pact has been published for "${name}".
The name "${name}" is very similar to the following existing pacticipants:
${existing.map((other) => `* ${other}`).join('\n')}
If you meant to specify one of the above names, please correct the pact configuration, and re-publish the pact.
If the pact is intended to be for a new consumer or provider, please manually create "${name}" using the following command from the Pact Broker CLI, and then re-publish the pact:

pact-broker create-or-update-pacticipant --name "${name}" --broker-base-url ${base}

For information on the Pact Broker CLI see https://docs.pact.io/go/pbc-cli`;
