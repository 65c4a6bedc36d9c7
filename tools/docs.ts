// Writes what is generated in docs/ and in the README. `--check` compares instead and fails on a difference.
import { readFileSync, writeFileSync } from 'node:fs';
import { errorsPage } from './errors-page.ts';

const pages: Record<string, () => string | Promise<string>> = { 'docs/errors.md': errorsPage };

for (const [file, make] of Object.entries(pages)) {
  const text = await make();
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${file} is stale: run \`npm run docs\`.\n`);
    process.exitCode = 1;
  }
}
