import { beforeEach, describe, expect, it } from 'vitest';
import { type Ledger, localBroker, openLedger } from '#broker/index';
import { describeVersion, tagVersion } from '#broker/operations/version';
import { virtualClock } from '#core/clock';

let clock = virtualClock(0);
let ledger: Ledger;
beforeEach(() => {
  clock = virtualClock(1_000_000);
  ledger = openLedger(':memory:', clock);
});

const record = (version: string, details: Parameters<typeof describeVersion>[4] = {}) => ledger.change((view, writer) => describeVersion(view, writer, 'App', version, details));
const tag = (version: string, name: string) => ledger.change((view, writer) => tagVersion(view, writer, 'App', version, name));
const branches = async (number: string) => (await localBroker(ledger).versions('App')).find((one) => one.number === number)?.branches;
const main = () => ledger.read((view) => view.mainBranchOf('App'));
const deployed = async () => (await localBroker(ledger).environments()).map(({ name, versions }) => [name, versions.map(({ version, kind }) => [version, kind])]);

describe("a version's first tag", () => {
  it('is its branch when it comes within ten seconds', async () => {
    record('1');
    clock.advance(10_000);
    tag('1', 'feat/x');
    tag('1', 'other');
    expect(await branches('1')).toEqual(['feat/x']);
  });
  it('is a tag only when it comes later', async () => {
    record('1');
    clock.advance(10_001);
    tag('1', 'feat/x');
    expect(await branches('1')).toEqual([]);
  });
  it('is a tag only when the version has a branch', async () => {
    record('1', { branch: 'real', tags: ['feat/x'] });
    expect(await branches('1')).toEqual(['real']);
  });
});

describe('a tag named like a main branch', () => {
  it.each(['develop', 'main', 'master'])('%s names the main branch of an application without one', (name) => {
    record('1');
    clock.advance(60_000);
    tag('1', name);
    expect(main()).toBe(name);
  });
  it('leaves the main branch that there is', () => {
    record('1', { branch: 'develop' });
    tag('1', 'main');
    expect(main()).toBe('develop');
  });
});

describe("a tag with an environment's name", () => {
  it('records a deployment, which replaces the last', async () => {
    await localBroker(ledger).createEnvironment('prod', true);
    tag('1', 'prod');
    tag('1', 'prod');
    expect(await deployed()).toEqual([['prod', [['1', 'deployed']]]]);
    tag('2', 'prod');
    expect(await deployed()).toEqual([['prod', [['2', 'deployed']]]]);
  });
  it('records none when it comes with a publication', async () => {
    await localBroker(ledger).createEnvironment('prod', true);
    record('1', { tags: ['prod'] });
    expect(await deployed()).toEqual([['prod', []]]);
  });
  it("records none for an environment's uuid", async () => {
    await localBroker(ledger).createEnvironment('prod', true);
    tag('1', ledger.read((view) => view.environment('prod'))?.uuid ?? '');
    expect(await deployed()).toEqual([['prod', []]]);
  });
});
