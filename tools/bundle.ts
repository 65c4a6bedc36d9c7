// The emulator is some two hundred modules, each of which Node looks up and reads by itself: four times as long as loading
// the same code from a few files. In the package it is those few.
import { globSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { rolldown } from 'rolldown';

const ROOM = 'emulators/service-bus';

/** Replaces the emulator's modules below `dist` by one file for each that other rooms import, and what these share. */
export async function bundleServiceBus(dist: string): Promise<void> {
  const modules = globSync(`${dist}/${ROOM}/**/*.js`);
  const entries = entriesOf(dist);
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((entry) => [entry, `${dist}/${ROOM}/${entry}.js`])),
    platform: 'node',
    // What the emulator shares with other rooms stays one module: an error is recognised by its class.
    external: (id) => !id.startsWith(`#${ROOM}/`) && !id.startsWith('/') && !id.startsWith(dist),
  });
  const { output } = await bundle.write({ dir: `${dist}/${ROOM}`, entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' });
  const written = new Set(output.map(({ fileName }) => fileName));
  for (const module of modules) if (!written.has(relative(`${dist}/${ROOM}`, module))) rmSync(module);
}

/** The emulator's modules that others import. */
function entriesOf(dist: string): string[] {
  const others = globSync(`${dist}/**/*.js`, { exclude: [`${dist}/${ROOM}/**`] });
  const imported = others.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/['"]#emulators\/service-bus\/([\w/-]+)['"]/g)].map(([, entry]) => entry ?? ''));
  return [...new Set(imported)].sort();
}
