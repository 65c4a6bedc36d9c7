import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { startServiceBus } from '#emulators/service-bus/index';
import { dependentsOf } from '#ring2/drift/mutation/dependents';
import type { Mutant } from '#ring2/drift/mutation/mutant';
import { mutate } from '#ring2/drift/mutation/mutate';

const EMULATOR = new URL('../../../emulators/service-bus/', import.meta.url).href;
const MARK = '?mutant=';

interface Loading {
  mutant: Mutant;
  /** The modules that are other instances in this mutant, by URL. */
  own: ReadonlySet<string>;
}

const loading = new Map<string, Loading>();
/** By URL: most modules are the same in every mutant, and to strip their types is what costs. */
const stripped = new Map<string, string>();
let hooked = false;

/**
 * Loads the emulator once more, beside the real one and with the mutant's edits. The changed module and all that import it
 * are other instances; what cannot tell the difference is shared, with core/ and the packages.
 * @throws Error when the mutant is stale
 */
export async function loadMutant(mutant: Mutant): Promise<typeof startServiceBus> {
  const own = new Set([...dependentsOf(mutant.module)].map((module) => `${EMULATOR}${module}.ts`));
  const entry = `${EMULATOR}index.ts`;
  if (!own.has(entry)) throw new Error(`${mutant.name} is stale: the emulator does not load a module ${mutant.module}`);
  loading.set(mutant.name, { mutant, own });
  if (!hooked) hook();
  hooked = true;
  return ((await import(`${entry}${MARK}${mutant.name}`)) as { startServiceBus: typeof startServiceBus }).startServiceBus;
}

function hook(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const [, name] = context.parentURL?.split(MARK) ?? [];
      return name !== undefined && loading.get(name)?.own.has(resolved.url) ? { ...resolved, url: `${resolved.url}${MARK}${name}` } : resolved;
    },
    load(url, context, next) {
      const [plain = url, name] = url.split(MARK);
      const found = name === undefined ? undefined : loading.get(name);
      return found ? { format: 'module', source: sourceOf(plain, found.mutant), shortCircuit: true } : next(url, context);
    },
  });
}

function sourceOf(url: string, { module, edits }: Mutant): string {
  const read = () => readFileSync(fileURLToPath(url), 'utf8');
  if (url === `${EMULATOR}${module}.ts`) return stripTypeScriptTypes(mutate(read(), edits));
  const source = stripped.get(url) ?? stripTypeScriptTypes(read());
  stripped.set(url, source);
  return source;
}
