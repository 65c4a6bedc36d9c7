import { refuse } from '#emulators/platform/http/route';

/**
 * The backend's `MIN_SUPPORTED_CLI_VERSION`: an older command line gets 426 from every endpoint. A version that cannot be
 * read (`dev`) is let through, as is every other program.
 * @throws Refused `upgrade-required`
 */
export function holdUpgradeFloor(minVersion: string | null, userAgent: string | undefined): void {
  const version = /^tracebloc-cli\/v?(\d+\.\d+\.\d+)/.exec(userAgent ?? '')?.[1];
  if (minVersion !== null && version !== undefined && isOlder(version, minVersion)) refuse({ code: 'upgrade-required', minVersion });
}

function isOlder(version: string, floor: string): boolean {
  const numbers = version.split('.').map(Number);
  const least = floor.split('.').map(Number);
  for (const [index, number] of numbers.entries()) {
    if (number !== least[index]) return number < (least[index] ?? 0);
  }
  return false;
}
