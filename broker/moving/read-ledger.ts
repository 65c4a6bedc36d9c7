import type { Ledger } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import type { History, Outcome, Pact, Pacticipant, Version } from '#broker/moving/history';
import { inOrder } from '#broker/moving/plan';
import { isObject } from '#core/json';

/** A ledger's history, of one moment. */
export const historyOf = (ledger: Ledger): History => ledger.read((view) => {
  const names = view.pacticipants().map(({ name }) => name);
  const environments = view.environments();
  const named = new Map(environments.map(({ uuid, name }) => [uuid, name]));
  const pacts = names.flatMap((name) => pactsOf(ledger, view, name));
  return {
    pacticipants: view.pacticipants().map(({ name, createdAt, displayName, mainBranch, repositoryUrl, repositoryName, repositoryNamespace }): Pacticipant => ({
      name, at: createdAt, labels: view.labels(name).map((label) => label.name),
      details: present({ displayName, mainBranch, repositoryUrl, repositoryName, repositoryNamespace }),
    })),
    versions: names.flatMap((name) => versionsOf(view, name)),
    pacts,
    results: contentsOf(pacts).flatMap((pact) => resultsOf(view, pact)),
    environments: environments.map(({ uuid, name, displayName, production, contacts, createdAt: at }) => ({ uuid, name, displayName, production, at, ...(contacts !== undefined && { contacts }) })),
    stays: inOrder(view.stays({}).map(({ uuid, kind, pacticipant, version, environment, instance, createdAt: at, endedAt }) => ({
      uuid, kind, pacticipant, version, environment: named.get(environment) ?? environment, at, ...(instance !== null && { instance }), ...(endedAt !== null && { endedAt }),
    }))),
    webhooks: view.webhooks().map(({ uuid, description, enabled, consumer, consumerLabel, provider, providerLabel, events, request }) => ({
      uuid, description, enabled, events, request, ...present({ consumer, consumerLabel, provider, providerLabel }),
    })),
    untold: [],
  };
});

/** What has a value. */
export const present = <T extends Record<string, string | null | undefined>>(fields: T): { [K in keyof T]?: string } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as { [K in keyof T]?: string };

function versionsOf(view: View, pacticipant: string): Version[] {
  return view.versionsOf(pacticipant).reverse().map(({ id, number, buildUrl, createdAt: at }) => ({
    pacticipant, number, at, ...(buildUrl !== null && { buildUrl }),
    branches: view.branchesOf(id).map((name) => ({ name, at: view.branchSince(pacticipant, name) ?? at })),
    tags: view.tagsOf(id).map((name) => ({ name, at })),
  }));
}

function pactsOf(ledger: Ledger, view: View, consumer: string): Pact[] {
  return view.pactsOfConsumer(consumer).reverse().map(({ consumer: { number: version }, provider, sha, publishedAt: at }) => ({
    consumer, version, provider, sha, at,
    text: async () => {
      const pact = ledger.read((now) => now.pact(consumer, version, provider));
      if (!pact) throw new Error(`The pact of ${consumer} ${version} with ${provider} went while it was read.`);
      return pact.text;
    },
  }));
}

/** One pact of each content. */
export const contentsOf = (pacts: readonly Pact[]): Pact[] => [...new Map(pacts.map((pact) => [JSON.stringify([pact.consumer, pact.provider, pact.sha]), pact])).values()];

function resultsOf(view: View, { consumer, provider, sha }: Pact): Outcome[] {
  const content = view.pactOfContent(consumer, provider, sha)?.content;
  return content === undefined ? [] : view.verificationsOf(content).flatMap(({ number }) => {
    const found = view.verification(consumer, provider, sha, number);
    if (!found) return [];
    const { providerVersion, success, wip, at, buildUrl, testResults, verifiedBy } = found;
    return [{
      consumer, provider, sha, providerVersion, success, wip, at, ...(buildUrl !== null && { buildUrl }),
      ...(testResults !== undefined && { testResults }), ...(isObject(verifiedBy) && { verifiedBy: verifiedBy }),
    }];
  });
}
