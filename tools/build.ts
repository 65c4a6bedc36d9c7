// Emits JavaScript and types into dist/ with a package.json of its own: there the imports map points at .js files, and
// what only development needs (the pinned Node, the dev dependencies, the scripts) does not reach users.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { bundle } from './bundle.ts';

type Manifest = Record<string, unknown> & { imports: Record<string, string>; exports: Record<string, string>; devDependencies: Record<string, string> };

/** What a user has of the same kind, and needs only for that part of the package. */
const PEERS = ['msw', 'nock', 'openapi-typescript', '@pactflow/openapi-pact-comparator', '@kubernetes/client-node', 'dns-packet'];

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });

const source = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { name, version, description, license, type, dependencies, devDependencies } = source;
const toJs = (path: string) => path.replace(/\.ts$/, '.js');
const manifest = {
  // The emitted JavaScript asks for less than the source does (`await using` is compiled away).
  name, version, description, license, type, engines: { node: '>=22.18' }, dependencies,
  bin: { ringproof: './bin.js' },
  peerDependencies: Object.fromEntries(PEERS.map((peer) => [peer, devDependencies[peer]])),
  peerDependenciesMeta: Object.fromEntries(PEERS.map((peer) => [peer, { optional: true }])),
  exports: Object.fromEntries(Object.entries(source.exports).map(([entry, path]) => [entry, path.endsWith('.ts') ? { types: path.replace(/\.ts$/, '.d.ts'), default: toJs(path) } : path])),
  imports: Object.fromEntries(Object.entries(source.imports).map(([room, path]) => [room, toJs(path)])),
};
writeFileSync('dist/package.json', `${JSON.stringify(manifest, null, 2)}\n`);
await bundle('dist', { modules: ['emulators/service-bus/**/*.js'], chunks: 'emulators/service-bus/chunks' });
await bundle('dist', {
  modules: ['core/**/*.js', 'reporters/**/*.js', 'broker/**/*.js', 'commands/*.js'], chunks: 'chunks',
  together: {
    // What every verb needs; then what answers from a ledger, and what serves it. A file takes with it what it needs itself, if none before has it.
    verb: /dist\/(core\/|reporters\/[^/]+$|commands\/(main|args|explain|help|interruption|output|verbs|broker-of)\.js)/,
    ledger: /dist\/broker\/(ledger\/|rules\/|operations\/|[^/]+$)/,
    server: /dist\/broker\/(routes|webhooks)\//,
  },
});
chmodSync('dist/bin.js', 0o755);
for (const folder of ['pacts', 'docs/schemas']) cpSync(folder, `dist/${folder}`, { recursive: true });
cpSync('ring2/drift/goldens', 'dist/ring2/drift/goldens', { recursive: true });
// Their text is part of what a golden is of, and JavaScript made from it by another compiler would be another text.
cpSync('ring2/drift/scenarios', 'dist/ring2/drift/scenarios', { recursive: true, filter: (file) => !file.endsWith('.test.ts') });
for (const file of ['install.sh', 'values.e2e.yaml']) cpSync(`ring3/double/${file}`, `dist/ring3/double/${file}`);
// Drivers in other languages run from their sources.
for (const language of ['go', 'python']) cpSync(`ring2/drift/drivers/${language}`, `dist/ring2/drift/drivers/${language}`, { recursive: true });
for (const file of ['README.md', 'LICENSE']) if (existsSync(file)) cpSync(file, `dist/${file}`);
