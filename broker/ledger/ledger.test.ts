import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localBroker, openLedger, startBroker } from '#broker/index';
import { ledgerOn } from '#broker/ledger/ledger';
import { openSqlite } from '#broker/ledger/sqlite';
import { killRounds } from '#broker/testing/kill-rounds';
import { pactText } from '#broker/testing/pacts';
import { realClock } from '#core/clock';

let folder: string;
let file: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  file = join(folder, 'deep', 'ledger.db');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const publish = (version: string, says = version) => ({ consumer: 'App', version, branch: 'main', pacts: [{ provider: 'Api', text: pactText('App', 'Api', says) }] });
const child = (script: URL, ...args: string[]) => {
  const started = fork(script, args, { execPath: process.execPath, silent: true });
  children.push(started);
  return started;
};

describe('what is in the ledger', () => {
  it('is there when it is opened again', async () => {
    {
      using ledger = openLedger(file);
      await localBroker(ledger).publish(publish('1'));
    }
    using again = openLedger(file);
    expect(await localBroker(again).versions('App')).toMatchObject([{ number: '1', branches: ['main'], providers: ['Api'] }]);
  });

  it('keeps the text of a pact byte for byte', async () => {
    using ledger = openLedger(file);
    const text = `${pactText('App', 'Api', 'é 1.0 \u{1f600}').replace('"says"', ' \t"says" ')}\n\n`;
    await localBroker(ledger).publish({ consumer: 'App', version: '1', pacts: [{ provider: 'Api', text }] });
    expect(ledger.read((view) => view.pact('App', '1', 'Api'))?.text).toBe(text);
  });

  it('is computed from the facts alone', async () => {
    using ledger = openLedger(file);
    const broker = localBroker(ledger);
    await broker.createEnvironment('prod', true);
    await broker.createEnvironment('test');
    for (const version of ['1', '2', '3']) await broker.publish({ ...publish(version), tags: ['dev'] });
    const [pact] = await broker.pactsForVerification({ provider: 'Api' });
    for (const success of [true, false]) await broker.recordVerification({ success, providerVersion: '7', providerBranch: 'main', grade: 'container', publishUrl: pact?.publishUrl ?? '', testResults: [{ success }] });
    await broker.recordDeployment('App', '1', 'prod', 'blue');
    await broker.recordDeployment('App', '3', 'prod', 'blue');
    await broker.recordDeployment('Api', '7', 'prod');
    await broker.recordRelease('App', '2', 'test');
    const everything = async () => JSON.stringify([
      await broker.pacticipants(), await broker.versions('App'), await broker.versions('Api'), await broker.environments(),
      await broker.canIDeploy({ pacticipant: 'App', version: '3', environment: 'prod' }), await broker.pactsForVerification({ provider: 'Api', includePending: true }),
    ]);
    const before = await everything();
    ledger.rebuild();
    expect(await everything()).toBe(before);
  });

  it('does not grow when the same is published again', async () => {
    using ledger = openLedger(file);
    const count = () => new DatabaseSync(file, { readOnly: true }).prepare('SELECT count(*) AS n FROM facts').get()?.['n'];
    await localBroker(ledger).publish({ ...publish('1'), tags: ['dev'], buildUrl: 'http://ci' });
    const before = count();
    await localBroker(ledger).publish({ ...publish('1'), tags: ['dev'], buildUrl: 'http://ci' });
    expect(count()).toBe(before);
  });

  it('cannot be changed or removed', () => {
    openLedger(file).close();
    const other = new DatabaseSync(file);
    other.exec(`INSERT INTO facts VALUES (1, 1, 'x', '{}')`);
    expect(() => other.exec(`UPDATE facts SET kind = 'y'`)).toThrow('a fact never changes');
    expect(() => other.exec('DELETE FROM facts')).toThrow('a fact is never removed');
    other.close();
  });

  it('is all there after each of three kill -9 in the middle of concurrent publishes', async () => {
    const { acknowledged, lost, findings } = await killRounds(file, 3);
    expect(acknowledged).toBeGreaterThanOrEqual(75);
    expect({ lost, findings }).toEqual({ lost: [], findings: [] });
  });

  it('is written by eight processes at once, and read meanwhile, without a loss', async () => {
    using reader = openLedger(file);
    const writers = Array.from('abcdefgh', (name) => child(new URL('../testing/writer-process.ts', import.meta.url), file, name, '20'));
    const seen: number[] = [];
    const exits = writers.map(async (writer) => {
      const [code] = await once(writer, 'exit') as [number];
      seen.push(reader.read((view) => view.versionsOf('App').length));
      return code;
    });
    expect(await Promise.all(exits)).toEqual(Array(8).fill(0));
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
    expect(seen.at(-1)).toBe(160);
  });

  it('keeps its order when the clock goes back', async () => {
    let now = 2_000_000_000_000;
    using ledger = openLedger(file, { ...realClock, now: () => now });
    for (const version of ['1', '2', '3']) {
      await localBroker(ledger).publish(publish(version));
      now -= 86_400_000;
    }
    const versions = ledger.read((view) => view.versionsOf('App'));
    expect(versions.map(({ number }) => number)).toEqual(['3', '2', '1']);
    expect(versions.map(({ createdAt }) => createdAt)).toEqual(Array(3).fill(2_000_000_000_000));
  });
});

describe('a file that will not do', () => {
  it('is refused when it is no database', () => {
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'These are my notes. '.repeat(100));
    expect(() => openLedger(text)).toThrow(expect.objectContaining({ code: 'RP_LEDGER_FOREIGN' }));
  });

  it("is refused, and left alone, when it is another program's database", () => {
    const other = join(folder, 'other.db');
    const database = new DatabaseSync(other);
    database.exec('CREATE TABLE songs (name TEXT)');
    database.close();
    expect(() => openLedger(other)).toThrow(expect.objectContaining({ code: 'RP_LEDGER_FOREIGN', message: expect.stringContaining('another program') as string }));
    const again = new DatabaseSync(other);
    expect(again.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'songs' }]);
    again.close();
  });

  it('is refused when it was damaged', () => {
    openLedger(file).close();
    const bytes = Buffer.alloc(4096 * 3, 7);
    bytes.write('SQLite format 3\0');
    writeFileSync(file, bytes);
    expect(() => openLedger(file)).toThrow(expect.objectContaining({ code: 'RP_LEDGER_CORRUPT' }));
  });

  it('is refused when a later ringproof wrote it, which is named', () => {
    openLedger(file).close();
    const later = new DatabaseSync(file);
    later.exec(`PRAGMA user_version = 99; INSERT INTO formats VALUES (99, '7.1.0')`);
    later.close();
    expect(() => openLedger(file)).toThrow(expect.objectContaining({ code: 'RP_LEDGER_NEWER', message: expect.stringContaining('7.1.0') as string }));
  });

  it('is written no more when it was deleted while it was open', async () => {
    using ledger = openLedger(file);
    await localBroker(ledger).publish(publish('1'));
    rmSync(file);
    await expect(localBroker(ledger).publish(publish('2'))).rejects.toMatchObject({ code: 'RP_LEDGER_GONE' });
  });

  it('is refused when it cannot be made', () => {
    mkdirSync(join(folder, 'a-folder'));
    writeFileSync(join(folder, 'a-file'), '');
    expect(() => openLedger(join(folder, 'a-folder'))).toThrow(expect.objectContaining({ code: 'RP_LEDGER_WRITE' }));
    expect(() => openLedger(join(folder, 'a-file', 'ledger.db'))).toThrow(expect.objectContaining({ code: 'RP_LEDGER_WRITE' }));
  });
});

it('says that the disk is full, and loses nothing that was acknowledged', async () => {
  const sql = openSqlite(':memory:');
  using ledger = ledgerOn(sql, file, realClock);
  const broker = localBroker(ledger);
  await broker.publish(publish('1'));
  sql.exec('PRAGMA max_page_count = 1');
  await expect(broker.publish(publish('2', 'x'.repeat(1e6)))).rejects.toMatchObject({ code: 'RP_LEDGER_FULL', message: expect.stringContaining('full') as string });
  expect((await broker.versions('App')).map(({ number }) => number)).toEqual(['1']);
  await using server = await startBroker({ ledger });
  const put = async () => {
    const response = await fetch(`${server.url}/pacts/provider/Api/consumer/App/version/2`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: pactText('App', 'Api', 'x'.repeat(1e6)) });
    return { status: response.status, body: await response.text() };
  };
  expect(await put()).toMatchObject({ status: 507, body: expect.stringContaining('RP_LEDGER_FULL') as string });
  sql.exec('PRAGMA max_page_count = 1000000');
  expect(await put()).toMatchObject({ status: 201 });
});

it('announces nothing on stderr when SQLite is loaded', async () => {
  const started = spawn(process.execPath, ['--input-type=module-typescript', '-e', `import { openLedger } from '#broker/index'; openLedger(':memory:').close();`], { cwd: process.cwd() });
  children.push(started);
  let heard = '';
  started.stderr.on('data', (chunk) => (heard += String(chunk)));
  await once(started, 'close');
  expect(heard).toBe('');
});
