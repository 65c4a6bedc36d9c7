// Puts the built package and the locked dependencies that the Service Bus emulator loads into a folder, for
// emulators/service-bus/container/Dockerfile. Nothing is downloaded. Usage: npm run build && node tools/container-context.ts DIR
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What `ringproof emulate service-bus` imports; the image's own test fails when one is missing. */
const LOADED = ['@peculiar/x509', 'ajv', 'fast-xml-parser', 'reflect-metadata', 'rhea', 'ws'];
const ROOMS = ['bin.js', 'package.json', 'LICENSE', 'chunks', 'core', 'commands', 'emulators', 'reporters'];

const [target] = process.argv.slice(2);
if (!target) throw new Error('Usage: node tools/container-context.ts DIR');
if (!existsSync('dist/bin.js')) throw new Error('There is no dist/bin.js: run npm run build first.');
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const room of ROOMS) cpSync(join('dist', room), join(target, room), { recursive: true, filter: (file) => !file.endsWith('.d.ts') });

const needed = new Set<string>();
const need = (name: string) => {
  const manifest = join('node_modules', name, 'package.json');
  if (needed.has(name) || !existsSync(manifest)) return;
  needed.add(name);
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: Record<string, string> };
  Object.keys(dependencies).forEach(need);
};
LOADED.forEach(need);
for (const name of needed) cpSync(join('node_modules', name), join(target, 'node_modules', name), { recursive: true, filter: (file) => !/\.(d\.[cm]?ts|map|md)$/.test(file) });
cpSync('emulators/service-bus/container/Dockerfile', join(target, 'Dockerfile'));
cpSync('emulators/service-bus/container/dockerignore', join(target, '.dockerignore'));
