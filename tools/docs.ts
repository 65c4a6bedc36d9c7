// Writes what is generated in docs/ and in the README. `--check` compares instead and fails on a difference.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cliPage } from './cli-page.ts';
import { compatibilityTable } from './compatibility-table.ts';
import { errorsPage } from './errors-page.ts';
import { evidenceTable } from './evidence-table.ts';
import { scenarioPage, scenarioSummary } from './scenario-page.ts';

/** A file with the text between `<!-- generated: NAME -->` and `<!-- /generated -->` made anew. */
async function withPart(file: string, name: string, make: () => Promise<string>): Promise<string> {
  const [before, rest] = readFileSync(file, 'utf8').split(`<!-- generated: ${name} -->\n`);
  const after = rest?.split('<!-- /generated -->')[1];
  if (before === undefined || after === undefined) throw new Error(`${file} has no part "generated: ${name}"`);
  return `${before}<!-- generated: ${name} -->\n${await make()}<!-- /generated -->${after}`;
}

const pages: Record<string, () => string | Promise<string>> = {
  'docs/errors.md': errorsPage,
  'docs/cli.md': cliPage,
  'docs/drift-scenarios.md': scenarioPage,
  'emulators/service-bus/README.md': () => withPart('emulators/service-bus/README.md', 'scenarios', scenarioSummary),
  'README.md': () => withPart('README.md', 'evidence', evidenceTable),
  'emulators/service-bus/README.md': () => withPart('emulators/service-bus/README.md', 'compatibility', compatibilityTable),
};

for (const [file, make] of Object.entries(pages)) {
  const text = await make();
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${file} is stale: run \`npm run docs\`.\n`);
    process.exitCode = 1;
  }
}
