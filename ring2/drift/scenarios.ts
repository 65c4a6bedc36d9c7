import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RingproofError } from '#core/errors';
import { matchesGlob } from '#ring2/drift/glob';
import { type Scenario, TIERS, type Tier } from '#ring2/drift/scenario';

const FOLDER = new URL('./scenarios/', import.meta.url);
/** `.ts` in development, `.js` in the built package. */
const EXTENSION = extname(fileURLToPath(import.meta.url));

/** All scenarios, one per file below the folder, by name. */
export async function loadScenarios(): Promise<Scenario[]> {
  const files = (await readdir(FOLDER, { recursive: true })).filter((file) => file.endsWith(EXTENSION) && !/\.(test|d)\.\w+$/.test(file));
  const scenarios = await Promise.all(files.map(async (file) => {
    const { default: scenario } = (await import(new URL(file.replaceAll('\\', '/'), FOLDER).href)) as { default?: Scenario };
    if (scenario?.name !== basename(file, EXTENSION)) throw new Error(`${file} must export a scenario of its own name as default`);
    // The built package has the source beside the JavaScript: goldens recorded by either are of the same script.
    const text = await readFile(new URL(file.replaceAll('\\', '/').replace(/\.\w+$/, '.ts'), FOLDER), 'utf8');
    return { ...scenario, area: dirname(file), text };
  }));
  return scenarios.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * The scenarios whose names match a glob (`*`, `?`, several separated by commas), up to a tier.
 * @throws RingproofError `RP_SCENARIO_UNKNOWN` when none is left: a check that ran nothing proved nothing
 */
export function selectScenarios(all: readonly Scenario[], glob: string, tier: Tier): Scenario[] {
  const named = all.filter(({ name }) => matchesGlob(glob, name));
  const selected = named.filter((scenario) => TIERS.indexOf(scenario.tier) <= TIERS.indexOf(tier));
  if (selected.length > 0) return selected;
  const known = all.map(({ name, tier: its }) => (its === 'fast' ? name : `${name} (${its})`)).join(', ');
  throw new RingproofError('RP_SCENARIO_UNKNOWN', { glob: named.length > 0 ? `${glob} in tier ${tier}` : glob, known: known || 'none' });
}
