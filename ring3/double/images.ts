import { join } from 'node:path';
import { command } from '#ring3/cluster/command';
import { IMAGES } from '#ring3/double/cloud-objects';
import { packageContext } from '#ring3/double/package-context';

/** A Linux with Node; where no registry is reachable, tiers/containers/base-image.sh makes one. */
export const BASE_IMAGE = 'docker.io/library/node:24-slim';

/** Builds the double's one image on `base` and gives it all its names. @throws RingproofError RP_COMMAND_FAILED, RP_PREREQUISITE */
export async function buildImages(base: string, folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const context = join(folder, 'image');
  packageContext(context);
  const tags = IMAGES.flatMap((tag) => ['-t', tag]);
  await command('docker', ['build', '-q', '--build-arg', `BASE=${base}`, ...tags, context], { timeoutMs: 600_000, signal, env: { DOCKER_BUILDKIT: '0' } });
  return IMAGES;
}
