import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RingproofError, reasonOf } from '#core/errors';
import { canonicalJson } from '#core/json';
import { type Golden, isIntact, sha256 } from '#ring2/drift/golden/golden';
import { scriptDigest } from '#ring2/drift/golden/script-digest';
import { type Known, findSecret } from '#ring2/drift/golden/secrets';
import type { Performance } from '#ring2/drift/play';
import { problemOf } from '#ring2/drift/schemas/validate';

/** The goldens that come with ringproof. */
const OWN = fileURLToPath(new URL('../goldens/', import.meta.url));

export interface Goldens {
  /** The golden for what a driver plays, Azure's before any other's; `stale` when what is played has changed since. */
  find(performance: Performance, driver: string): Found | undefined;
  all: readonly Golden[];
}
export interface Found { golden: Golden; stale: boolean }

/**
 * Reads all goldens of ringproof's own folder and of the given ones; of two for the same the later folder's counts.
 * @throws RingproofError `RP_GOLDEN_DAMAGED` for a file that is no golden or was edited by hand, `RP_FILE_UNREADABLE` for a given folder that is not there
 */
export async function loadGoldens(folders: readonly string[] = []): Promise<Goldens> {
  const read = await Promise.all([OWN, ...folders].map(readFolder));
  const byKey = new Map(read.flat().map((golden) => [keyOf(golden.origin.service, golden.driver.name, golden.name), golden]));
  return {
    all: [...byKey.values()],
    find(performance, driver) {
      const golden = byKey.get(keyOf('azure', driver, performance.name)) ?? byKey.get(keyOf('other', driver, performance.name));
      return golden && { golden, stale: golden.scenarioDigest !== scriptDigest(performance) };
    },
  };
}

/** The goldens of one folder, which need not be there yet. @throws RingproofError `RP_GOLDEN_DAMAGED` */
export const readGoldens = async (folder: string): Promise<Golden[]> => (existsSync(folder) ? readFolder(folder) : []);

const keyOf = (...parts: string[]): string => parts.join('\n');

async function readFolder(folder: string): Promise<Golden[]> {
  try {
    const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.json')).sort();
    return await Promise.all(files.map((file) => readGolden(join(folder, file))));
  } catch (thrown) {
    if (thrown instanceof RingproofError) throw thrown;
    throw new RingproofError('RP_FILE_UNREADABLE', { file: folder, reason: reasonOf(thrown) }, thrown);
  }
}

async function readGolden(file: string): Promise<Golden> {
  const text = await readFile(file, 'utf8');
  const damaged = (problem: string) => new RingproofError('RP_GOLDEN_DAMAGED', { file, problem });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    throw damaged(reasonOf(thrown));
  }
  const problem = problemOf('golden', value);
  if (problem !== undefined) throw damaged(problem);
  if (!isIntact(value as Golden)) throw damaged('its digest does not fit its content');
  return value as Golden;
}

/**
 * Writes a golden where `loadGoldens` finds it, whole or not at all; returns the file.
 * @throws RingproofError `RP_GOLDEN_SECRET` when something secret stands in it, `RP_FILE_UNWRITABLE`
 */
export async function writeGolden(folder: string, golden: Golden, known: Known): Promise<string> {
  const secret = findSecret(golden, known);
  if (secret) throw new RingproofError('RP_GOLDEN_SECRET', { scenario: golden.name, ...secret });
  const problem = problemOf('golden', golden);
  if (problem !== undefined) throw new Error(`${golden.name} gave no transcript in normal form: ${problem}`);
  const file = join(folder, golden.origin.service, golden.driver.name, `${fileName(golden)}.json`);
  try {
    await mkdir(dirname(file), { recursive: true });
    const unfinished = `${file}.${process.pid}.unfinished`;
    await writeFile(unfinished, `${canonicalJson(golden, 2)}\n`);
    await rename(unfinished, file);
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
  return file;
}

/** An interaction's description may be any text. */
const fileName = ({ name, scenario }: Golden): string => (name === scenario ? scenario : `${scenario}--${sha256(name).slice(7, 15)}`);
