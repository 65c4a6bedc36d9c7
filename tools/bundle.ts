// Node looks up, reads and links each module by itself: that is most of the time in which a process starts. In the package
// many small modules are a few files.
import { globSync, readFileSync, rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';

export interface Bundle {
  /** Globs below `dist`: the modules to join. */
  modules: string[];
  /** Folder below `dist` for what they share. */
  chunks: string;
  /** Modules that are needed together become one file, by name; the rest is split by who needs it. */
  together?: Record<string, RegExp>;
}

/** Replaces modules below `dist` by one file for each that others import, and what these share. Whatever is not among them stays outside. */
export async function bundle(dist: string, { modules, chunks, together = {} }: Bundle): Promise<void> {
  const joined = new Set(modules.flatMap((glob) => globSync(`${dist}/${glob}`)).map((file) => resolve(file)));
  const fileOf = (id: string) => (id.startsWith('#') ? resolve(dist, `${id.slice(1)}.js`) : id);
  const nameOf = (file: string) => relative(resolve(dist), file).replace(/\.js$/, '');
  const bundled = await rolldown({
    input: Object.fromEntries(entriesOf(dist, joined, fileOf).map((file) => [nameOf(file), file])),
    platform: 'node',
    // What is shared with others stays one module: an error is recognised by its class.
    external: (id) => !joined.has(fileOf(id)),
    // A module may be imported at once by one room and late by another.
    checks: { ineffectiveDynamicImport: false },
  });
  const groups = Object.entries(together).map(([name, test]) => ({ name, test }));
  const { output } = await bundled.write({
    dir: dist, entryFileNames: '[name].js', chunkFileNames: `${chunks}/[name]-[hash].js`, ...(groups.length > 0 && { codeSplitting: { groups } }),
  });
  const written = new Set(output.map(({ fileName }) => resolve(dist, fileName)));
  for (const file of joined) if (!written.has(file)) rmSync(file);
}

/** The modules that others import. */
function entriesOf(dist: string, joined: ReadonlySet<string>, fileOf: (id: string) => string): string[] {
  const others = globSync(`${dist}/**/*.js`).filter((file) => !joined.has(resolve(file)));
  const imported = others.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/['"](#[\w/-]+)['"]/g)].map(([, id]) => fileOf(id ?? '')));
  return [...new Set(imported)].filter((file) => joined.has(file)).sort();
}
