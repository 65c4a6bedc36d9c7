import { refuse } from '#emulators/platform/http/route';

/** The programs that the backend holds to a lowest version, by the name they give themselves. */
export type Floored = 'tracebloc-cli' | 'tracebloc-sdk';

/**
 * The backend's floors (`MIN_SUPPORTED_CLI_VERSION` and its like for the SDK): an older program gets 426 from every endpoint. A
 * version that cannot be read (`dev`) is let through, as is every other program.
 * @throws Refused `upgrade-required`
 */
export function holdUpgradeFloor(floors: ReadonlyMap<Floored, string>, userAgent: string | undefined): void {
  const [, program, version] = /^(tracebloc-cli|tracebloc-sdk)\/v?(\d+\.\d+\.\d+)/.exec(userAgent ?? '') ?? [];
  const minVersion = floors.get(program as Floored);
  if (minVersion !== undefined && version !== undefined && isOlder(version, minVersion)) refuse({ code: 'upgrade-required', minVersion });
}

function isOlder(version: string, floor: string): boolean {
  const numbers = version.split('.').map(Number);
  const least = floor.split('.').map(Number);
  for (const [index, number] of numbers.entries()) {
    if (number !== least[index]) return number < (least[index] ?? 0);
  }
  return false;
}
