import type { Command } from '#commands/context';

interface Verb { summary: string; load: () => Promise<{ default: Command }> }

/**
 * All verbs: a summary for `--help`, and the file that does the job. Nothing is loaded before it is used. A verb may have
 * two words: `drift gc` is commands/drift/gc.ts.
 */
export const verbs: Record<string, Verb> = {
  run: { summary: 'the whole loop on the embedded default; writes report/index.html', load: () => import('#commands/run') },
  record: { summary: 'record a contract into a pact, from a consumer command or as a specification', load: () => import('#commands/record') },
  publish: { summary: 'publish pacts to the broker or the local ledger', load: () => import('#commands/publish') },
  verify: { summary: "replay a provider's pacts against a running provider, with Pact's own verifier", load: () => import('#commands/verify') },
  'can-i-deploy': { summary: 'is this version safe to deploy to that environment?', load: () => import('#commands/can-i-deploy') },
  'can-i-merge': { summary: 'does this version work with the main branches of the others?', load: () => import('#commands/can-i-merge') },
  why: { summary: 'the chain of facts behind a verdict', load: () => import('#commands/why') },
  diff: { summary: 'what changed between two versions of a pact, and whether it may break the provider', load: () => import('#commands/diff') },
  'record-deployment': { summary: 'say that a version now runs in an environment', load: () => import('#commands/record-deployment') },
  'record-undeployment': { summary: 'say that an application no longer runs in an environment', load: () => import('#commands/record-undeployment') },
  'create-environment': { summary: 'name an environment', load: () => import('#commands/create-environment') },
  broker: { summary: 'serve the ledger as a Pact Broker', load: () => import('#commands/broker') },
  'broker token': { summary: 'make, list and revoke tokens for `ringproof broker`', load: () => import('#commands/broker/token') },
  'broker backup': { summary: 'copy the ledger into a file, while it is in use', load: () => import('#commands/broker/backup') },
  'broker restore': { summary: 'put a backup in the place of the ledger', load: () => import('#commands/broker/restore') },
  'broker check': { summary: 'read the whole ledger: is anything damaged?', load: () => import('#commands/broker/check') },
  'broker repair': { summary: 'save what can be read of a damaged ledger', load: () => import('#commands/broker/repair') },
  'broker export': { summary: 'bring the ledger into a Pact Broker', load: () => import('#commands/broker/export') },
  'broker import': { summary: 'bring a Pact Broker into the ledger', load: () => import('#commands/broker/import') },
  'broker clean': { summary: 'remove old versions from the ledger', load: () => import('#commands/broker/clean') },
  stub: { summary: 'serve a contract as a strict stub, or run the stub training pod', load: () => import('#commands/stub') },
  cassette: { summary: 'hold recorded traffic to a contract', load: () => import('#commands/cassette') },
  emulate: { summary: 'emulate service-bus or the virtual platform', load: () => import('#commands/emulate') },
  drift: { summary: 'compare how two Service Bus targets behave', load: () => import('#commands/drift') },
  'drift gc': { summary: 'remove what ended drift runs have left on a namespace', load: () => import('#commands/drift/gc') },
  'drift mutants': { summary: 'does the drift checker find emulators that are wrong on purpose?', load: () => import('#commands/drift/mutants') },
  'drift status': { summary: 'when was each scenario last proven, and on what?', load: () => import('#commands/drift/status') },
  export: { summary: 'derive OpenAPI, AsyncAPI, JSON Schemas or TypeScript types from the contracts', load: () => import('#commands/export') },
  import: { summary: 'draft a contract from an OpenAPI document or recorded answers', load: () => import('#commands/import') },
  'cross-check': { summary: "compare pacts with a provider's OpenAPI document", load: () => import('#commands/cross-check') },
  assumptions: { summary: 'list what is only assumed, and what would settle it', load: () => import('#commands/assumptions') },
  'drift allow': { summary: 'excuse one difference for some days, in the name of somebody', load: () => import('#commands/drift/allow') },
  ring1: { summary: 'run the rows of Ring 1 in this process, and say who ran each', load: () => import('#commands/ring1') },
  ring2: { summary: 'run the journeys across the services', load: () => import('#commands/ring2') },
  ring3: { summary: 'deploy the platform into a cluster and prove that it works', load: () => import('#commands/ring3') },
  'ring3 gc': { summary: 'remove the clusters that ended runs have left', load: () => import('#commands/ring3/gc') },
  'ring3 service': { summary: 'one service of the deployment double, as its containers run it', load: () => import('#commands/ring3/service') },
};

/** The verb that a command line begins with, of one word or two, and what stands behind it. A verb that has others of two words takes no operand. */
export function splitVerb(words: readonly string[], known: Readonly<Record<string, unknown>> = verbs): { verb: string; argv: string[] } {
  const [first = '', second] = words;
  const hasMore = Object.keys(known).some((name) => name.startsWith(`${first} `));
  const length = hasMore && second !== undefined && !second.startsWith('-') ? 2 : 1;
  return { verb: words.slice(0, length).join(' '), argv: words.slice(length) };
}
