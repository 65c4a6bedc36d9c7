// Writes what is generated in docs/ and in the README. `--check` compares instead and fails on a difference.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { allowSchema } from '#ring2/drift/allowances/schema';
import { reportSchema } from '#ring2/drift/schemas/report-schema';
import { cliPage } from './cli-page.ts';
import { compatibilityTable } from './compatibility-table.ts';
import { errorsPage } from './errors-page.ts';
import { evidenceTable } from './evidence-table.ts';
import { incidentsPage } from './incidents-page.ts';
import { mutantScore } from './mutant-score.ts';
import { goldenSchema } from '#ring2/drift/schemas/golden-schema';
import { transcriptSchema } from '#ring2/drift/schemas/transcript-schema';
import { scenarioPage, scenarioSummary } from './scenario-page.ts';

/** A file with the text between each `<!-- generated: NAME -->` and `<!-- /generated -->` made anew. */
async function withParts(file: string, parts: Record<string, () => string | Promise<string>>): Promise<string> {
  let text = readFileSync(file, 'utf8');
  for (const [name, make] of Object.entries(parts)) {
    const [before, rest = ''] = text.split(`<!-- generated: ${name} -->\n`);
    const end = rest.indexOf('<!-- /generated -->');
    if (before === undefined || end < 0) throw new Error(`${file} has no part "generated: ${name}"`);
    text = `${before}<!-- generated: ${name} -->\n${await make()}${rest.slice(end)}`;
  }
  return text;
}

const schemaFile = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;

const BUS = 'emulators/service-bus/README.md';
const pages: Record<string, () => string | Promise<string>> = {
  'docs/errors.md': errorsPage,
  'docs/cli.md': cliPage,
  'docs/drift-scenarios.md': scenarioPage,
  'docs/incidents.md': incidentsPage,
  'docs/schemas/transcript.schema.json': () => schemaFile(transcriptSchema),
  'docs/schemas/golden.schema.json': () => schemaFile(goldenSchema),
  'docs/schemas/drift-allow.schema.json': () => schemaFile(allowSchema),
  'docs/schemas/drift-report.schema.json': () => schemaFile(reportSchema),
  'README.md': () => withParts('README.md', { evidence: evidenceTable }),
  [BUS]: () => withParts(BUS, { compatibility: compatibilityTable, scenarios: scenarioSummary, mutants: mutantScore }),
};

for (const [file, make] of Object.entries(pages)) {
  const text = await make();
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${file} is stale: run \`npm run docs\`.\n`);
    process.exitCode = 1;
  }
}
