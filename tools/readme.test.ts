import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { splitVerb } from '#commands/verbs';

const run = promisify(execFile);
const readme = readFileSync('README.md', 'utf8');
const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block);

/** `npx ringproof` of a user who installed the package. */
const NPX = `npx() { shift; "${process.execPath}" "${resolve('bin.ts')}" "$@"; }`;

it('the five minutes of the README end with yes, command by command', { timeout: 60_000 }, async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'ringproof-readme-'));
  const platform = spawn(process.execPath, [resolve('bin.ts'), 'emulate', 'platform'], { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [first] = (await platform.stdout.take(1).toArray()) as [Buffer];
    const walk = (blocks[0] ?? '').replace(/^.*emulate platform.*$/m, '').replaceAll('http://localhost:8080', first.toString().trim());
    expect(walk.split('npx ringproof')).toHaveLength(8);
    const { stdout } = await run('bash', ['-euc', `${NPX}\n${walk}`], { cwd });
    expect(stdout).toContain('✓ installer--backend  4 of 4 interactions');
    expect(stdout).toContain('✓ installer 1.0.0 to test');
  } finally {
    platform.kill();
    rmSync(cwd, { recursive: true, force: true });
  }
});

it('every verb and flag that the README shows exists', async () => {
  const lines = blocks.join('\n').replaceAll('\\\n', ' ').split('\n').filter((line) => line.startsWith('npx ringproof'));
  for (const line of lines) {
    const { verb, argv: words } = splitVerb(line.replace(/ -- .*| #.*/g, '').split(/\s+/).slice(2));
    const { stdout } = await run(process.execPath, ['bin.ts', ...verb.split(' '), '--help']);
    for (const flag of words.filter((word) => word.startsWith('--'))) expect(stdout, line).toContain(`${flag} `);
  }
});
