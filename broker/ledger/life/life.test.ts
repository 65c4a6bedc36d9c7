import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { localBroker, openLedger } from '#broker/index';
import { checkLedger } from '#broker/ledger/life/check';
import { repair } from '#broker/ledger/life/repair';
import { restore } from '#broker/ledger/life/restore';
import { snapshot } from '#broker/ledger/life/snapshot';
import { clean } from '#broker/operations/clean';
import { DEFAULT_KEEP } from '#broker/rules/keep';
import { pactText } from '#broker/testing/pacts';
import { virtualClock } from '#core/clock';

let folder: string;
let file: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-life-'));
  file = join(folder, 'ledger.db');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const fill = async (count: number, of = file, size = 1) => {
  using ledger = openLedger(of);
  for (let n = 1; n <= count; n++) await localBroker(ledger).publish({ consumer: 'App', version: String(n), branch: 'main', pacts: [{ provider: 'Api', text: pactText('App', 'Api', `${n}`.repeat(size)) }] });
};
const versionsIn = async (of: string) => {
  using ledger = openLedger(of);
  return (await localBroker(ledger).versions('App')).map(({ number }) => number);
};

it('a backup is one moment of a ledger that is being written', async () => {
  openLedger(file).close();
  const writer = fork(new URL('../../testing/writer-process.ts', import.meta.url), [file, 'v', '60'], { execPath: process.execPath, silent: true });
  children.push(writer);
  const ended = once(writer, 'exit');
  const copies: number[] = [];
  for (let n = 0; writer.exitCode === null; n++) {
    const copy = join(folder, `copy-${n}.db`);
    copies.push(snapshot(file, copy).facts);
    expect(checkLedger(copy).findings).toEqual([]);
    await new Promise(setImmediate);
  }
  expect(await ended).toEqual([0, null]);
  expect(copies).toEqual(copies.toSorted((one, other) => one - other));
  const last = join(folder, 'last.db');
  expect(snapshot(file, last).facts).toBeGreaterThanOrEqual(copies.at(-1) ?? 0);
  expect(await versionsIn(last)).toHaveLength(60);
});

it('a backup is restored, over a ledger only when asked, and never into one that is open', async () => {
  await fill(2);
  const backup = join(folder, 'backup.db');
  snapshot(file, backup);
  await fill(5);
  expect(() => restore(backup, file, { overwrite: false })).toThrow(expect.objectContaining({ code: 'RP_FILE_EXISTS' }));
  const open = openLedger(file);
  expect(() => restore(backup, file, { overwrite: true })).toThrow(expect.objectContaining({ code: 'RP_LEDGER_IN_USE' }));
  open.close();
  restore(backup, file, { overwrite: true });
  expect(await versionsIn(file)).toEqual(['2', '1']);
});

it('a damaged backup restores nothing', async () => {
  await fill(30, join(folder, 'backup.db'), 2000);
  damage(join(folder, 'backup.db'));
  expect(restore(join(folder, 'backup.db'), file, { overwrite: false })).toMatchObject({ findings: expect.arrayContaining([expect.anything()]) as unknown });
  expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined();
});

/** Writes over a page in the middle of the file, and over one of the last. */
function damage(of: string): void {
  const opened = openSync(of, 'r+');
  const pages = Math.floor(statSync(of).size / 4096);
  for (const page of [Math.floor(pages / 2), pages - 3]) writeSync(opened, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
  closeSync(opened);
}

it('what can be read of a damaged ledger is saved, and what is lost is told', async () => {
  await fill(60, file, 3000);
  const before = checkLedger(file);
  expect(before.findings).toEqual([]);
  damage(file);
  expect(checkLedger(file).findings).not.toEqual([]);
  const to = join(folder, 'saved.db');
  const { facts, texts, lostFacts, lostTexts } = repair(file, to);
  const lost = lostFacts.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  expect(facts + lost).toBe(before.facts);
  expect(texts + lostTexts.length + lost).toBeGreaterThanOrEqual(before.texts);
  expect(lost + lostTexts.length).toBeGreaterThan(0);
});

it('a fact that was changed behind its back is found', async () => {
  await fill(3);
  const other = new DatabaseSync(file);
  other.exec(`DROP TRIGGER facts_remain; DELETE FROM facts WHERE id = 4`);
  other.close();
  expect(checkLedger(file).findings).toContainEqual({ what: 'facts', problem: 'fact 4 is missing' });
});

it('an answer that is not what the facts give is found', async () => {
  await fill(3);
  const other = new DatabaseSync(file);
  other.exec(`UPDATE versions SET number = '9' WHERE number = '1'`);
  other.close();
  expect(checkLedger(file).findings).toEqual([{ what: 'answers', problem: 'versions are not what the facts give' }]);
});

it('cleaning removes what nobody keeps, forgets its texts, and publishing the same again brings it back', async () => {
  const clock = virtualClock();
  using ledger = openLedger(file, clock);
  const broker = localBroker(ledger);
  const publish = (version: string, says: string) => broker.publish({ consumer: 'App', version, branch: 'main', pacts: [{ provider: 'Api', text: pactText('App', 'Api', says) }] });
  for (const version of ['1', '2', '3']) await publish(version, version);
  await broker.createEnvironment('prod');
  await broker.recordDeployment('App', '1', 'prod');
  expect(clean(ledger, DEFAULT_KEEP, { dryRun: false }).removed).toEqual([]);
  clock.advance(91 * 86_400_000);
  const tried = clean(ledger, DEFAULT_KEEP, { dryRun: true });
  expect(tried).toMatchObject({ removed: [{ pacticipant: 'App', version: '2' }], kept: 2, texts: 1 });
  expect(await broker.versions('App')).toHaveLength(3);
  expect(clean(ledger, DEFAULT_KEEP, { dryRun: false })).toEqual(tried);
  expect((await broker.versions('App')).map(({ number }) => number)).toEqual(['3', '1']);
  await publish('4', '2');
  expect(ledger.read((view) => view.pactsWithoutText())).toEqual([]);
  expect(checkLedger(file).findings).toEqual([]);
});
