import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leftRuns, noteCreating, noteGone } from '#ring3/cluster/ledger';

let place: string;
beforeEach(() => void (place = mkdtempSync(join(tmpdir(), 'ringproof-ledger-'))));
afterEach(() => rmSync(place, { recursive: true }));

const file = () => join(place, 'made', 'ledger.jsonl');
const [ONE, TWO] = ['r3-00000001', 'r3-00000002'];
const create = (name: string, folder = `/tmp/ringproof-${name}`) => noteCreating(file(), { name, kind: 'local', folder }, 7);
const names = () => leftRuns(file()).map(({ name }) => name);

describe('the clean-up ledger', () => {
  it('names the runs that were begun and are not gone, with who made them', () => {
    create(ONE);
    create(TWO);
    noteGone(file(), ONE);
    expect(leftRuns(file())).toEqual([{ wrote: 'creating', name: TWO, kind: 'local', folder: `/tmp/ringproof-${TWO}`, at: 7, pid: process.pid, machine: hostname() }]);
  });

  it('is empty where there is no file', () => expect(names()).toEqual([]));

  it('loses no run to a line that was cut by a crash', () => {
    create(ONE);
    appendFileSync(file(), '{"wrote":"creating","name":"r3-0000');
    create(TWO);
    expect(names()).toEqual([ONE, TWO]);
  });

  it.each(['/home/somebody', '/', `/tmp/ringproof-${TWO}`])('does not believe that a run has the folder %s, which would be removed', (folder) => {
    create(ONE, folder);
    expect(names()).toEqual([]);
  });

  it('does not believe a name of another form', () => {
    create('kube-system', '/tmp/ringproof-kube-system');
    expect(names()).toEqual([]);
  });

  it('says when it cannot be read or written', () => {
    expect(() => leftRuns(place)).toThrow(expect.objectContaining({ code: 'RP_FILE_UNREADABLE' }));
    expect(() => noteGone(place, ONE)).toThrow(expect.objectContaining({ code: 'RP_FILE_UNWRITABLE' }));
  });
});
