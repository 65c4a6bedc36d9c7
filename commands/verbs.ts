import type { Command } from '#commands/context';

/** All verbs: a summary for `--help`, and the file that does the job. Nothing is loaded before it is used. */
export const verbs: Record<string, { summary: string; load: () => Promise<{ default: Command }> }> = {
  run: { summary: 'the whole loop on the embedded default; writes report/index.html', load: () => import('#commands/run') },
  record: { summary: 'record a contract into a pact, from a consumer command or as a specification', load: () => import('#commands/record') },
  publish: { summary: 'publish pacts to the broker or the local ledger', load: () => import('#commands/publish') },
  verify: { summary: "replay a provider's pacts against a running provider, with Pact's own verifier", load: () => import('#commands/verify') },
  'can-i-deploy': { summary: 'is this version safe to deploy to that environment?', load: () => import('#commands/can-i-deploy') },
  'record-deployment': { summary: 'say that a version now runs in an environment', load: () => import('#commands/record-deployment') },
  'record-undeployment': { summary: 'say that an application no longer runs in an environment', load: () => import('#commands/record-undeployment') },
  'create-environment': { summary: 'name an environment', load: () => import('#commands/create-environment') },
  broker: { summary: 'serve the ledger as a Pact Broker', load: () => import('#commands/broker') },
  stub: { summary: 'serve a contract as a strict stub, or run the stub training pod', load: () => import('#commands/stub') },
  emulate: { summary: 'emulate service-bus or the virtual platform', load: () => import('#commands/emulate') },
  drift: { summary: 'compare how two Service Bus targets behave', load: () => import('#commands/drift') },
  ring2: { summary: 'run the journeys across the services', load: () => import('#commands/ring2') },
};
