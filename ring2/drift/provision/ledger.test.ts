import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isInUse, openLedger, readLeftovers } from '#ring2/drift/provision/ledger';

const folder = mkdtempSync(join(tmpdir(), 'ringproof-ledger-'));
afterAll(() => rmSync(folder, { recursive: true }));
const run = { host: 'shop.example.net', runId: '0123456789' };

test('what was noted and is not gone is left over', () => {
  const file = join(folder, 'made/for/it.jsonl');
  const ledger = openLedger(file, run, () => 1000);
  ledger.creating('queue', 'a');
  ledger.creating('topic', 'a');
  ledger.creating('queue', 'b');
  ledger.gone('queue', 'a');
  expect(readLeftovers(file)).toEqual([
    { wrote: 'creating', ...run, kind: 'topic', name: 'a', at: 1000, pid: process.pid, machine: hostname() },
    { wrote: 'creating', ...run, kind: 'queue', name: 'b', at: 1000, pid: process.pid, machine: hostname() },
  ]);
});

test('a line that a crash has cut is none, and takes no other with it', () => {
  const file = join(folder, 'cut.jsonl');
  openLedger(file, run).creating('queue', 'before');
  appendFileSync(file, '{"wrote":"creating","host":"shop.exam');
  openLedger(file, run).creating('queue', 'after');
  expect(readLeftovers(file).map(({ name }) => name)).toEqual(['before', 'after']);
  expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(4);
});

test('a ledger that cannot be written is told before anything is made, one that cannot be read too', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => openLedger(join(folder, 'file/below'), run).creating('queue', 'a')).toThrow(expect.objectContaining({ code: 'RP_FILE_UNWRITABLE' }) as Error);
  expect(() => readLeftovers(folder)).toThrow(expect.objectContaining({ code: 'RP_FILE_UNREADABLE' }) as Error);
  expect(readLeftovers(join(folder, 'none'))).toEqual([]);
});

test('what a living process of this machine made is in use', () => {
  const leftover = { ...run, kind: 'queue' as const, name: 'a', at: 0, pid: process.pid, machine: hostname() };
  expect(isInUse(leftover)).toBe(true);
  expect(isInUse({ ...leftover, machine: 'another' })).toBe(false);
  // Above any pid_max of Linux (4194304), macOS and Windows' usual numbers.
  expect(isInUse({ ...leftover, pid: 2 ** 30 })).toBe(false);
});
