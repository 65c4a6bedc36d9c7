import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `broker` is there for the verbs of the joined files, `chunks` only in the built package. */
const ROOMS = ['package.json', 'broker', 'chunks', 'core', 'commands', 'contracts', 'emulators', 'reporters', 'ring3', 'stubs'];
/** What the double's programs import, beside what that needs itself; an image that lacks one does not start. */
const LOADED = ['@azure/service-bus', '@hono/node-server', '@kubernetes/client-node', '@peculiar/x509', 'ajv', 'fast-xml-parser', 'hono', 'reflect-metadata', 'rhea', 'ws'];
const DOCKERFILE = `ARG BASE
FROM \${BASE}
LABEL ringproof.double=true
COPY . /ringproof
ENV NODE_ENV=production
USER 1001
ENTRYPOINT ["node", "/ringproof/BIN"]
`;

/** Puts this very ringproof, be it sources or the built package, and what it needs into a folder that an image can be built from. */
export function packageContext(target: string): void {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const bin = existsSync(join(root, 'bin.ts')) ? 'bin.ts' : 'bin.js';
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const room of [bin, ...ROOMS].filter((one) => existsSync(join(root, one)))) cpSync(join(root, room), join(target, room), { recursive: true, filter: (file) => !/(\.test\.ts|\.d\.ts|\/testing)$/.test(file) });
  for (const [folder, place] of packages(root)) cpSync(folder, join(target, place), { recursive: true, filter: (file) => !/\.(d\.[cm]?ts|map|md)$/.test(file) });
  writeFileSync(join(target, 'Dockerfile'), DOCKERFILE.replace('BIN', bin));
  writeFileSync(join(target, '.dockerignore'), 'Dockerfile\n.dockerignore\n');
}

/** Every package that is needed: where it is, and where it belongs. */
function packages(root: string): Map<string, string> {
  const found = new Map<string, string>();
  const need = (name: string, from: string) => {
    const folder = lookUp(name, from);
    if (folder === undefined || found.has(folder) || name.startsWith('@types/')) return;
    found.set(folder, folder.slice(folder.indexOf('node_modules')));
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { dependencies?: Record<string, string> };
    for (const one of Object.keys(dependencies)) need(one, folder);
  };
  for (const name of LOADED) need(name, root);
  return found;
}

/** As Node looks a package up: in this folder's node_modules, then in those above. */
function lookUp(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (relative('/', folder) === '') return undefined;
  }
}
