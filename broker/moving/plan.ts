import { type History, type Outcome, type Stay, type Step, type Version, hasSecret, placeOf } from '#broker/moving/history';

export interface Plan {
  /** In an order in which each finds what it rests on. */
  steps: Step[];
  /** What both have, and differs: it stays as the target has it. */
  conflicts: string[];
  /** Things that the target has already. */
  there: number;
}

/** Of the same time, what others rest on comes first. */
const RANK: Record<Step['kind'], number> = { pacticipant: 0, label: 1, version: 2, branch: 3, tag: 4, pact: 5, result: 6, environment: 7, stay: 8, end: 8, webhook: 9 };
/** On another broker a tag with an environment's name deploys, and a webhook tells of what happens: so these come when everything else is there. */
const phaseOf = (kind: Step['kind']): number => (RANK[kind] < 7 ? 0 : RANK[kind] < 9 ? 1 : 2);

/**
 * What of a history a target lacks. The order within each application, content and place is the source's, whatever the
 * clocks said. `phased` is for a target that draws its own conclusions from what it is told, as every broker's API does.
 */
export function planOf(source: History, target: History, { phased }: { phased: boolean }): Plan {
  const plan: Plan = { steps: [], conflicts: [], there: 0 };
  const versionAt = new Map<string, number>();
  const add = (missing: boolean, step: Step) => (missing ? plan.steps.push(step) : plan.there++);
  pacticipants(source, target, add);
  versions(source, target, add, versionAt);
  pactsAndResults(source, target, add, versionAt, plan.conflicts);
  environments(source, target, add, plan.conflicts);
  stays(source, target.stays, add, versionAt);
  const last = plan.steps.reduce((latest, { at }) => Math.max(latest, at), 0);
  for (const webhook of source.webhooks) add(!target.webhooks.some(({ uuid }) => uuid === webhook.uuid), { kind: 'webhook', webhook, enabled: webhook.enabled && !hasSecret(webhook), at: last });
  const order = (one: Step): number[] => [phased ? phaseOf(one.kind) : 0, one.at, RANK[one.kind]];
  plan.steps = plan.steps.map((step, index) => ({ step, key: [...order(step), index] })).sort((a, b) => compare(a.key, b.key)).map(({ step }) => step);
  return plan;
}

type Add = (missing: boolean, step: Step) => void;

function compare(a: number[], b: number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function pacticipants(source: History, target: History, add: Add): void {
  for (const pacticipant of source.pacticipants) {
    const known = target.pacticipants.find(({ name }) => name === pacticipant.name);
    const { name, at, details, labels } = pacticipant;
    const same = known && Object.entries(details).every(([key, value]) => known.details[key as keyof typeof details] === value);
    add(!same, { kind: 'pacticipant', pacticipant, isNew: !known, at });
    for (const label of labels) add(!known?.labels.includes(label), { kind: 'label', pacticipant: name, label, at });
  }
}

const keyOf = (...parts: (string | undefined)[]): string => JSON.stringify(parts);

function versions(source: History, target: History, add: Add, versionAt: Map<string, number>): void {
  const known = new Map(target.versions.map((one) => [keyOf(one.pacticipant, one.number), one]));
  const allBranches = Map.groupBy(source.versions, ({ pacticipant }) => pacticipant);
  const latest = new Map<string, number>();
  for (const version of source.versions) {
    const { pacticipant, number, buildUrl, branches, tags } = version;
    const key = keyOf(pacticipant, number);
    const there = known.get(key);
    const at = Math.max(version.at, latest.get(pacticipant) ?? 0);
    latest.set(pacticipant, at);
    versionAt.set(key, at);
    add(!there || (buildUrl !== undefined && buildUrl !== there.buildUrl), { kind: 'version', pacticipant, number, at, ...(buildUrl !== undefined && { buildUrl }) });
    const own = branches.map(({ name }) => name);
    let joined = at;
    for (const branch of branches) {
      joined = Math.max(joined, branch.at);
      add(!there?.branches.some(({ name }) => name === branch.name), { kind: 'branch', pacticipant, number, branch: branch.name, at: joined });
    }
    for (const tag of tags) {
      // After the branches: a broker makes a branch of the first tag of a version that has none.
      add(!there?.tags.some(({ name }) => name === tag.name), {
        kind: 'tag', pacticipant, number, tag: tag.name, branches: own, at: Math.max(joined, tag.at), allBranches: branchNames(allBranches.get(pacticipant) ?? []),
      });
    }
  }
}

const branchNames = (all: Version[]): string[] => [...new Set(all.flatMap(({ branches }) => branches.map(({ name }) => name)))];

function pactsAndResults(source: History, target: History, add: Add, versionAt: Map<string, number>, conflicts: string[]): void {
  const known = new Map(target.pacts.map((one) => [keyOf(one.consumer, one.version, one.provider), one.sha]));
  const contentAt = new Map<string, { at: number; pact: (typeof source.pacts)[number] }>();
  for (const pact of source.pacts) {
    const { consumer, version, provider, sha } = pact;
    const at = Math.max(pact.at, versionAt.get(keyOf(consumer, version)) ?? 0);
    const there = known.get(keyOf(consumer, version, provider));
    if (there !== undefined && there !== sha) {
      conflicts.push(`${consumer} ${version} has another pact with ${provider} there`);
      continue;
    }
    add(there === undefined, { kind: 'pact', pact, at });
    const content = keyOf(consumer, provider, sha);
    if (at < (contentAt.get(content)?.at ?? Infinity)) contentAt.set(content, { at, pact });
  }
  const left = Map.groupBy(target.results, fingerprint);
  const latest = new Map<string, number>();
  for (const result of source.results) {
    const content = keyOf(result.consumer, result.provider, result.sha);
    const found = contentAt.get(content);
    if (!found) continue;
    const at = Math.max(result.at, found.at, versionAt.get(keyOf(result.provider, result.providerVersion)) ?? 0, latest.get(content) ?? 0);
    latest.set(content, at);
    add(left.get(fingerprint(result))?.pop() === undefined, { kind: 'result', result, pact: found.pact, at });
  }
}

/** Results are many of a kind: of those that look alike only as many are added as are missing. Time is not compared: a broker elsewhere gives its own. */
const fingerprint = ({ consumer, provider, sha, providerVersion, success, buildUrl }: Outcome): string => keyOf(consumer, provider, sha, providerVersion, String(success), buildUrl);

function environments(source: History, target: History, add: Add, conflicts: string[]): void {
  for (const environment of source.environments) {
    const known = target.environments.find(({ name }) => name === environment.name);
    if (known && known.production !== environment.production) conflicts.push(`the environment ${environment.name} is ${known.production ? '' : 'not '}for production there`);
    add(!known, { kind: 'environment', environment, at: environment.at });
  }
}

function stays({ stays: source, environments: places }: History, target: readonly Stay[], add: Add, versionAt: Map<string, number>): void {
  const madeAt = new Map(places.map(({ name, at }) => [name, at]));
  const ofVersion = (stay: Stay) => keyOf(placeOf(stay), stay.version);
  const there = Map.groupBy(target, ofVersion);
  const seen = new Map<string, number>();
  const latest = new Map<string, number>();
  for (const stay of source) {
    const key = ofVersion(stay);
    const place = placeOf(stay);
    const index = seen.get(key) ?? 0;
    seen.set(key, index + 1);
    const at = Math.max(stay.at, latest.get(place) ?? 0, madeAt.get(stay.environment) ?? 0, versionAt.get(keyOf(stay.pacticipant, stay.version)) ?? 0);
    const known = there.get(key)?.[index];
    add(!known, { kind: 'stay', stay, at });
    if (stay.endedAt === undefined) continue;
    const endedAt = Math.max(stay.endedAt, at);
    latest.set(place, endedAt);
    add(known?.endedAt === undefined, { kind: 'end', stay, at: endedAt });
  }
}

/** Stays as they followed each other at each place: of those that began at the same time the one that goes on is the last. */
export const inOrder = (all: readonly Stay[]): Stay[] => all.toSorted((a, b) => a.at - b.at || (a.endedAt ?? Infinity) - (b.endedAt ?? Infinity));
