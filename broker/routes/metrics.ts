import { type Routes, dateTime, hal } from '#broker/routes/hal';

/** How much there is of everything, in the real broker's members. https://github.com/pact-foundation/pact_broker/blob/master/lib/pact_broker/metrics/service.rb */
export const metricsRoutes: Routes = (app, ledger) => {
  app.get('/metrics', (c) => {
    const has = ledger.read((view) => view.metrics());
    const time = (ms: number | null) => (ms === null ? null : dateTime(ms));
    return hal(c, {
      interactions: { latestInteractionsCount: has.interactions, latestMessagesCount: has.messages, latestInteractionsAndMessagesCount: has.interactions + has.messages },
      pacticipants: { count: has.pacticipants, withMainBranchSetCount: has.withMainBranch },
      integrations: { count: has.integrations },
      pactPublications: { count: has.pacts, first: time(has.firstPact), last: time(has.lastPact) },
      pactVersions: { count: has.contents },
      // A pact is never revised here: merging is what comes nearest, and it leaves one.
      pactRevisionsPerConsumerVersion: { distribution: has.pacts === 0 ? {} : { 1: has.pacts } },
      verificationResults: { count: has.results, successCount: has.successes, failureCount: has.results - has.successes, distinctCount: has.distinctResults, first: time(has.firstResult), last: time(has.lastResult) },
      verificationResultsPerPactVersion: { distribution: Object.fromEntries(has.resultsPerContent.map(({ results, contents }) => [results, contents])) },
      // Whether a branch was made by a tag is not kept: all count as made by somebody.
      pacticipantVersions: { count: has.versions, withUserCreatedBranchCount: has.withBranch, withBranchCount: has.withBranch, withBranchSetCount: has.withBranch },
      webhooks: { count: has.webhooks },
      tags: { count: has.tags, distinctCount: has.tagNames, distinctWithPacticipantCount: has.tagNamesOfPacticipants },
      triggeredWebhooks: { count: has.triggers },
      webhookExecutions: { count: has.attempts },
      // The real broker does not count it either: "no real meaning and takes too long".
      matrix: { count: -1 },
      environments: { count: has.environments },
      deployedVersions: { count: has.deployed, userCreatedCount: has.deployed, currentlyDeployedCount: has.deployedNow },
      releasedVersions: { count: has.released, currentlySupportedCount: has.supportedNow },
    });
  });
};
