// npm run new contract <consumer>--<provider>: a contract file from the template, ready to be described and recorded.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [kind, name = ''] = process.argv.slice(2);
const [, consumer, provider] = /^([a-z0-9][a-z0-9.-]*?)--([a-z0-9][a-z0-9.-]*)$/.exec(name) ?? [];
const file = `contracts/${name}.ts`;

function refuse(problem: string): never {
  process.stderr.write(`${problem}\n`);
  process.exit(2);
}

if (kind !== 'contract' || !consumer || !provider) refuse('Usage: npm run new contract <consumer>--<provider>, in lower case.');
if (existsSync(file)) refuse(`${file} exists already.`);
const template = readFileSync('contracts/_template.ts', 'utf8').replace(/\/\*\*[\s\S]*?\*\/\n/, '');
writeFileSync(file, template.replace('consumer-name', consumer).replace('provider-name', provider));
process.stdout.write(`${file}: describe what the consumer relies on, then \`npm run record ${name}\`.\n`);
