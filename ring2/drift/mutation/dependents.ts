import { readFileSync, readdirSync } from 'node:fs';

const EMULATOR = new URL('../../../emulators/service-bus/', import.meta.url);
const IMPORT = /(?:from|import\()\s*'#emulators\/service-bus\/([^']+)'/g;

/** By module of the emulator, without extension: the modules that import it. */
let importers: Map<string, string[]> | undefined;

/** The modules whose behaviour a change of this one can change: itself and all that import it, directly or not. */
export function dependentsOf(module: string): Set<string> {
  importers ??= readImporters();
  const found = new Set([module]);
  for (const one of found) for (const importer of importers.get(one) ?? []) found.add(importer);
  return found;
}

function readImporters(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of readdirSync(EMULATOR, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const importer = file.slice(0, -'.ts'.length);
    for (const [, imported = ''] of readFileSync(new URL(file, EMULATOR), 'utf8').matchAll(IMPORT)) found.set(imported, [...(found.get(imported) ?? []), importer]);
  }
  return found;
}
