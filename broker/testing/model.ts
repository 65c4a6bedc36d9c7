/**
 * The broker's rules once more, as naively as they can be said: lists of what happened, searched from end to end. Slow,
 * short, and without anything in common with the broker itself, which is held to it by random histories.
 */
interface Version { app: string; number: string; order: number; createdAt: number; branches: string[]; tags: string[] }
interface Joined { app: string; number: string; branch: string; createdAt: number }
interface Pact { consumer: string; version: string; provider: string; content: string; at: number }
interface Result { consumer: string; provider: string; content: string; version: string; success: boolean; wip: boolean; at: number }
interface Stay { app: string; version: string; environment: string; kind: 'deployed' | 'released'; instance: string | null }

export type Verdict = 'yes' | 'no' | 'unknown';

export class Model {
  now = 0;
  versions: Version[] = [];
  pacts: Pact[] = [];
  results: Result[] = [];
  stays: Stay[] = [];
  mains = new Map<string, string>();
  branchesSince: { app: string; branch: string; at: number }[] = [];
  /** In the order in which versions joined branches. */
  joined: Joined[] = [];
  integrations: { consumer: string; provider: string }[] = [];
  #order = 0;

  version(app: string, number: string): Version {
    const known = this.versions.find((one) => one.app === app && one.number === number);
    if (known) return known;
    const made = { app, number, order: ++this.#order, createdAt: this.now, branches: [], tags: [] };
    this.versions.push(made);
    return made;
  }
  has = (app: string, number: string) => this.versions.some((one) => one.app === app && one.number === number);

  join(app: string, number: string, branch: string): void {
    const version = this.version(app, number);
    if (!version.branches.includes(branch)) {
      version.branches.push(branch);
      this.joined.push({ app, number, branch, createdAt: version.createdAt });
    }
    if (!this.branchesSince.some((one) => one.app === app && one.branch === branch)) this.branchesSince.push({ app, branch, at: this.now });
    if (branch === 'main' && !this.mains.has(app)) this.mains.set(app, branch);
  }
  tag(app: string, number: string, tag: string): void {
    const version = this.version(app, number);
    if (version.tags.includes(tag)) return;
    if (version.tags.length === 0 && version.branches.length === 0 && this.now - version.createdAt <= 10_000) this.join(app, number, tag);
    if (tag === 'main' && !this.mains.has(app)) this.mains.set(app, tag);
    version.tags.push(tag);
  }

  /** False when it was published with other content: then nothing has happened. */
  publish(consumer: string, version: string, provider: string, content: string, branch?: string): boolean {
    const known = this.pacts.find((one) => one.consumer === consumer && one.version === version && one.provider === provider);
    if (known && known.content !== content) return false;
    this.version(consumer, version);
    if (branch) this.join(consumer, version, branch);
    if (!known) this.pacts.push({ consumer, version, provider, content, at: this.now });
    if (!this.integrations.some((one) => one.consumer === consumer && one.provider === provider)) this.integrations.push({ consumer, provider });
    return true;
  }
  verify(result: Omit<Result, 'at'>, branch?: string): void {
    this.version(result.provider, result.version);
    if (branch) this.join(result.provider, result.version, branch);
    this.results.push({ ...result, at: this.now });
  }
  deploy(stay: Stay): void {
    if (this.stays.some((one) => same(one, stay))) return;
    if (stay.kind === 'deployed') this.stays = this.stays.filter((one) => !same({ ...one, version: stay.version }, stay));
    this.stays.push(stay);
  }
  end(stay: Stay): void {
    this.stays = this.stays.filter((one) => !same(one, stay));
  }
  removeVersion(app: string, number: string): void {
    this.versions = this.versions.filter((one) => one.app !== app || one.number !== number);
    this.joined = this.joined.filter((one) => one.app !== app || one.number !== number);
    this.pacts = this.pacts.filter((one) => one.consumer !== app || one.version !== number);
    this.results = this.results.filter((one) => one.provider !== app || one.version !== number);
    this.stays = this.stays.filter((one) => one.app !== app || one.version !== number);
  }
  removePact(consumer: string, version: string, provider: string): void {
    this.pacts = this.pacts.filter((one) => one.consumer !== consumer || one.version !== version || one.provider !== provider);
  }
  removeBranch(app: string, branch: string): void {
    for (const version of this.versions.filter((one) => one.app === app)) version.branches = version.branches.filter((one) => one !== branch);
    this.branchesSince = this.branchesSince.filter((one) => one.app !== app || one.branch !== branch);
    this.joined = this.joined.filter((one) => one.app !== app || one.branch !== branch);
  }

  /** The last word of this provider version on this content; undefined when it has none. */
  #lastResult = ({ consumer, provider, content }: Pact, version: string): boolean | undefined =>
    this.results.findLast((one) => one.consumer === consumer && one.provider === provider && one.content === content && one.version === version)?.success;
  #there = (app: string, environment: string): string[] => [...new Set(this.stays.filter((one) => one.app === app && one.environment === environment).map((one) => one.version))];

  canIDeploy(app: string, number: string, environment: string): Verdict {
    if (!this.has(app, number)) return 'no';
    const asConsumer = this.pacts.filter((one) => one.consumer === app && one.version === number).flatMap((pact) => {
      const versions = this.#there(pact.provider, environment);
      return versions.length === 0 ? [undefined] : versions.map((version) => this.#lastResult(pact, version));
    });
    const asProvider = this.pacts.filter((one) => one.provider === app && this.#there(one.consumer, environment).includes(one.version)).map((pact) => this.#lastResult(pact, number));
    const answers = [...asConsumer, ...asProvider];
    return answers.includes(false) ? 'no' : answers.includes(undefined) ? 'unknown' : 'yes';
  }

  /** Rows between two applications: consumer version, provider version or none, the last result. */
  matrix(consumer: string, provider: string, latestBy: 'cvpv' | 'cvp' | 'cp'): string[] {
    const order = (app: string, number: string) => this.versions.find((one) => one.app === app && one.number === number)?.order ?? 0;
    const pacts = this.pacts.filter((one) => one.consumer === consumer && one.provider === provider).sort((a, b) => order(consumer, b.version) - order(consumer, a.version));
    const rows = pacts.map((pact) => {
      const verifiers = [...new Set(this.results.filter((one) => one.consumer === consumer && one.provider === provider && one.content === pact.content).map(({ version }) => version))]
        .sort((a, b) => order(provider, b) - order(provider, a));
      const all = verifiers.length === 0 ? [`${pact.version} - unverified`] : verifiers.map((version) => `${pact.version} ${version} ${this.#lastResult(pact, version)}`);
      return latestBy === 'cvpv' ? all : all.slice(0, 1);
    });
    return latestBy === 'cp' ? rows.flat().slice(0, 1) : rows.flat();
  }

  #head = (app: string, belongs: (version: Version) => boolean): Version | undefined =>
    this.versions.filter((one) => one.app === app && belongs(one)).sort((a, b) => b.order - a.order)[0];
  #pactOf = (version: Version | undefined, provider: string): Pact[] => this.pacts.filter((one) => version && one.consumer === version.app && one.version === version.number && one.provider === provider);

  /** Pact contents that the selectors choose, and whether each is pending for the provider's branch. */
  chosen(provider: string, branch: string, selectors: readonly ('main' | 'deployed' | 'released' | 'running' | 'matching' | 'latest')[]): Map<string, boolean> {
    const consumers = this.integrations.filter((one) => one.provider === provider).map(({ consumer }) => consumer);
    const pacts = consumers.flatMap((consumer) => selectors.flatMap((selector) => {
      if (selector === 'latest') return this.#pactOf(this.#head(consumer, (version) => this.#pactOf(version, provider).length > 0), provider);
      if (selector === 'main' || selector === 'matching') {
        const name = selector === 'main' ? this.mains.get(consumer) : branch;
        return name === undefined ? [] : this.#pactOf(this.#head(consumer, (version) => version.branches.includes(name)), provider);
      }
      return this.stays.filter((one) => one.app === consumer && (selector === 'running' || one.kind === selector)).flatMap((one) => this.#pactOf(this.version(consumer, one.version), provider));
    }));
    return new Map(pacts.map((pact) => [`${pact.consumer} ${pact.content}`, this.#pending(pact, branch)]));
  }
  #successes = (pact: Pact) => this.results.filter((one) => one.success && one.consumer === pact.consumer && one.provider === pact.provider && one.content === pact.content);
  #pending(pact: Pact, branch: string): boolean {
    const began = this.branchesSince.find((one) => one.app === pact.provider && one.branch === branch)?.at ?? Infinity;
    return !this.#successes(pact).some((one) => {
      const { branches } = this.version(pact.provider, one.version);
      return branches.includes(branch) || (one.at < began && branches.some((other) => other !== branch));
    });
  }

  /** Contents in progress: at a head, published after `since`, not chosen, not yet verified as anything else. */
  inProgress(provider: string, branch: string, since: number, chosen: ReadonlyMap<string, boolean>): string[] {
    const consumers = this.integrations.filter((one) => one.provider === provider).map(({ consumer }) => consumer);
    const heads = consumers.flatMap((consumer) => {
      const own = this.versions.filter((one) => one.app === consumer);
      const names = (of: 'branches' | 'tags') => [...new Set(own.flatMap((one) => one[of]))].map((name) => this.#head(consumer, (one) => one[of].includes(name)));
      return [...names('branches'), ...names('tags')];
    });
    const began = this.joined.find((one) => one.app === provider && one.branch === branch)?.createdAt ?? Infinity;
    const contents = heads.flatMap((head) => this.#pactOf(head, provider)).filter((pact) => {
      if (pact.at <= since || chosen.has(`${pact.consumer} ${pact.content}`)) return false;
      return !this.#successes(pact).some((one) => {
        if (one.wip || this.now - one.at > 30 * 86_400_000) return false;
        const { branches } = this.version(provider, one.version);
        return branches.includes(branch) || (one.at < began && branches.some((other) => other !== branch));
      });
    });
    return [...new Set(contents.map((pact) => `${pact.consumer} ${pact.content}`))].sort();
  }
}

const same = (a: Stay, b: Stay) => a.app === b.app && a.version === b.version && a.environment === b.environment && a.kind === b.kind && a.instance === b.instance;
