import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunNote } from '#ring3/cluster/ledger';

/** The base image for the double, made of Debian packages where it is not there yet. */
export const baseImage = (): string =>
  execFileSync('bash', ['tiers/containers/base-image.sh', process.env['RINGPROOF_CACHE'] ?? join(tmpdir(), 'ringproof-cache')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();

/** A folder with a clean-up ledger of its own. */
export function workFolder(): { folder: string; ledgerFile: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'ringproof-cluster-'));
  return { folder, ledgerFile: join(folder, 'ring3-ledger.jsonl'), [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What of a run is still on this machine: containers, and programs that were started with its folder. */
export function leftOf({ name, folder }: Pick<RunNote, 'name' | 'folder'>): string[] {
  const lines = (file: string, args: string[]) => execFileSync(file, args, { encoding: 'utf8' }).split('\n');
  const containers = lines('docker', ['ps', '-a', '--no-trunc', '--format', '{{.Names}} {{.Label "io.kubernetes.pod.namespace"}}']).filter((line) => line.includes(name));
  const programs = lines('ps', ['-eo', 'args']).filter((line) => line.includes(folder) && !line.startsWith('ps '));
  const mounts = lines('cat', ['/proc/mounts']).filter((line) => line.includes(folder));
  return [...containers, ...programs, ...mounts];
}
