import { execFileSync, spawnSync } from 'node:child_process';

const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8' });

/** On everything that this tier starts: without testcontainers' reaper, which is an image of a registry, a crashed run leaks. */
export const LABEL = 'ringproof.test.run';

/** Ends what this or an earlier, crashed run has left: containers, with their volumes. */
export function sweep(): void {
  const left = docker('ps', '-aq', '--filter', `label=${LABEL}`).split('\n').filter(Boolean);
  if (left.length > 0) docker('rm', '-f', '-v', ...left);
}

/** The size of an image and of its base, in bytes. */
export function sizes(image: string, base: string): { all: number; ours: number } {
  const [all, below] = [image, base].map((name) => Number(docker('image', 'inspect', '--format', '{{.Size}}', name)));
  return { all: all ?? 0, ours: (all ?? 0) - (below ?? 0) };
}

export const exitCodeOf = (id: string): number => Number(docker('inspect', '--format', '{{.State.ExitCode}}', id));
export const userOf = (id: string): string => docker('exec', id, 'id', '-u').trim();
export const stop = (id: string): string => docker('stop', '--time', '10', id);
export const build = (context: string, image: string, base: string): string => docker('build', '-q', '-t', image, '--build-arg', `BASE=${base}`, context);
export const removeVolume = (name: string): string => docker('volume', 'rm', '-f', name);
export const runToEnd = (image: string, mount: string, ...flags: string[]): { status: number | null; stderr: string } =>
  spawnSync('docker', ['run', '--rm', '--label', LABEL, '-v', mount, image, ...flags], { encoding: 'utf8', timeout: 30_000 });
