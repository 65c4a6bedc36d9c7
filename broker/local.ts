import type { Broker, MergeQuery, EnvironmentSummary, PacticipantSummary, VerificationFact, VersionSummary } from '#broker/broker';
import type { Ledger } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import { environmentNamed } from '#broker/operations/environment';
import type { PublishRequest } from '#broker/operations/publish';
import type { Deployability } from '#broker/rules/deployability';
import type { MatrixQuery } from '#broker/rules/matrix';
import { RingproofError } from '#core/errors';
import type { Json } from '#core/json';

/** A broker that is a ledger in this process. What only some questions need is loaded when they are asked. */
export function localBroker(ledger: Ledger): Broker {
  return {
    publish: (request) => publish(ledger, request),
    async pactsForVerification(request) {
      const { pactsToVerify } = await import('#broker/operations/for-verification');
      return ledger.read((view) => pactsToVerify(view, request, '', ledger.clock.now()));
    },
    recordVerification: (fact) => recordVerification(ledger, fact),
    async createEnvironment(name, production = false) {
      const { nameEnvironment } = await import('#broker/operations/environment');
      nameEnvironment(ledger, name, production);
    },
    async recordDeployment(pacticipant, version, environment, instance) {
      const { deploy } = await import('#broker/operations/deployment');
      deploy(ledger, { pacticipant, version, environment, ...(instance !== undefined && { instance }) });
    },
    async recordUndeployment(pacticipant, version, environment, instance) {
      const { undeploy } = await import('#broker/operations/deployment');
      undeploy(ledger, { pacticipant, version, environment, ...(instance !== undefined && { instance }) });
    },
    async recordRelease(pacticipant, version, environment) {
      const { release } = await import('#broker/operations/deployment');
      release(ledger, { pacticipant, version, environment });
    },
    async recordDrift(plays) {
      if (plays.length > 0) ledger.change((_, writer) => writer.add({ kind: 'scenarios-played', plays }));
      return true;
    },
    plays: async () => ledger.read((view) => view.plays()),
    canIDeploy: (query) => verdictOn(ledger, query, { environment: query.environment, latestBy: 'cvpv' }),
    canIMerge: (query) => verdictOn(ledger, query, { mainBranch: true, latest: true, latestBy: 'cvp' }),
    pact: async (consumer, version, provider) => ledger.read((view) => view.pact(consumer, version, provider))?.text,
    async matrix(query) {
      const { evaluate } = await import('#broker/rules/matrix');
      return ledger.read((view) => {
        mustExist(view, query);
        return evaluate(view, query).rows;
      });
    },
    pacticipants: async () => ledger.read(pacticipants),
    versions: async (pacticipant) => ledger.read((view) => versions(view, pacticipant)),
    environments: async () => ledger.read(environments),
  };
}

async function publish(ledger: Ledger, request: PublishRequest): Promise<{ notices: string[] }> {
  const { publishNotices, publishPacts } = await import('#broker/operations/publish');
  const { paths } = await import('#broker/rules/paths');
  const outcome = publishPacts(ledger, request);
  const { consumer, version } = request;
  if (!outcome.conflicts) return { notices: publishNotices(request, outcome, (provider) => paths.pact(provider, consumer, version)).map(({ text }) => text) };
  const [{ provider, difference } = { provider: '', difference: '' }] = outcome.conflicts;
  const [similar] = outcome.similar;
  if (similar) throw new RingproofError('RP_BROKER_SIMILAR_NAME', { name: similar.name, existing: similar.existing.join(', ') });
  throw new RingproofError('RP_BROKER_CONFLICT', { consumer, version, provider, difference });
}

async function verdictOn(ledger: Ledger, { pacticipant, version, minEvidence, maxAgeMs, doubts, ignore = [] }: MergeQuery, against: Omit<MatrixQuery, 'selectors'>): Promise<Deployability> {
  const { evaluate } = await import('#broker/rules/matrix');
  const { judge } = await import('#broker/rules/deployability');
  const { doubtsOf } = await import('#broker/rules/scenario-play');
  const query: MatrixQuery = { selectors: [{ pacticipant, version }], ...against, ignore: ignore.map((name) => ({ pacticipant: name })) };
  return ledger.read((view) => {
    mustExist(view, query);
    const known = minEvidence ? [...doubtsOf(view.plays()), ...(doubts ?? [])] : [];
    const demand = { now: ledger.clock.now(), ...(minEvidence && { minEvidence }), ...(maxAgeMs !== undefined && { maxAgeMs }), doubts: new Map(known) };
    const { verdict, reasons, rows } = judge(evaluate(view, query), demand);
    return { verdict, reasons, rows };
  });
}

const pacticipants = (view: View): PacticipantSummary[] => view.pacticipants().map(({ name, mainBranch, repositoryUrl }) => ({
  name, ...(mainBranch !== null && { mainBranch }), ...(repositoryUrl !== null && { repositoryUrl }), providers: view.providersOf(name).sort(), consumers: view.consumersOf(name).sort(),
}));

function versions(view: View, pacticipant: string): VersionSummary[] {
  mustExist(view, { selectors: [{ pacticipant }] });
  return view.versionsOf(pacticipant).map(({ id, number, buildUrl, createdAt }) => ({
    number, branches: view.branchesOf(id), tags: view.tagsOf(id), ...(buildUrl !== null && { buildUrl }), createdAt, providers: view.providersOf(pacticipant, id),
  }));
}

const environments = (view: View): EnvironmentSummary[] => view.environments().map(({ uuid, name, production }) => ({
  name, production,
  versions: view.stays({ environment: uuid, now: true }).map(({ pacticipant, version, kind, instance, createdAt }) => ({ pacticipant, version, kind, ...(instance !== null && { instance }), since: createdAt })),
}));

function mustExist(view: View, { selectors, environment }: MatrixQuery): void {
  for (const { pacticipant, version = '(any)' } of selectors) {
    if (!view.hasPacticipant(pacticipant)) throw new RingproofError('RP_VERSION_UNKNOWN', { pacticipant, version });
  }
  if (environment !== undefined) environmentNamed(view, environment);
}

async function recordVerification(ledger: Ledger, fact: VerificationFact): Promise<void> {
  const { publishVerification } = await import('#broker/operations/verification');
  const { decodeMetadata } = await import('#broker/rules/metadata');
  const { pactOfResultsUrl } = await import('#broker/rules/paths');
  const { withGrade } = await import('#broker/rules/test-results');
  const { success, providerVersion, providerBranch, buildUrl, verifiedBy, publishUrl } = fact;
  const failed = (reason: string) => new RingproofError('RP_VERIFY_NOT_PUBLISHED', { reason });
  const pact = pactOfResultsUrl(publishUrl);
  if (!pact) throw failed(`"${publishUrl}" is not where results are published`);
  const { consumer, provider, sha, metadata = '' } = pact;
  const { wip } = decodeMetadata(metadata);
  const stored = publishVerification(ledger, {
    consumer, provider, sha, success, ...(wip && { wip }), providerVersion, testResults: withGrade(fact.testResults, fact.grade) as unknown as Json,
    ...(providerBranch !== undefined && { providerBranch }), ...(buildUrl !== undefined && { buildUrl }), ...(verifiedBy && { verifiedBy }),
  });
  if (!stored) throw failed(`the ledger has no such pact of ${consumer} and ${provider}`);
  if (stored.success !== success || stored.providerVersion !== providerVersion) throw failed('the ledger gave another result back');
}
