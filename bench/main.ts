// npm run bench [-- NAME…] [-- --json]: ratios against peers and limits, measured in one run. Each bench/NAME.bench.ts
// default-exports a function that measures and returns its results. Exit 1 when a goal is missed.
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import type { BenchResult } from './result.ts';

const asJson = process.argv.includes('--json');
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const known = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.bench.ts')).map((file) => basename(file, '.bench.ts')).sort();
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`No benchmark is called ${unknown.join(', ')}. Known: ${known.join(', ')}.\n`);
  process.exit(2);
}

const results: BenchResult[] = [];
for (const name of known.filter((one) => wanted.length === 0 || wanted.includes(one))) {
  process.stderr.write(`· ${name}\n`);
  const { default: measure } = (await import(`./${name}.bench.ts`)) as { default: () => Promise<BenchResult[]> };
  results.push(...(await measure()));
}

const line = ({ name, value, unit, peer, peerValue, ratio, goal, met }: BenchResult) =>
  `${met ? '✓' : '✗'} ${name}: ${value.toFixed(2)} ${unit}; ${peer}: ${peerValue.toFixed(2)} ${unit}; ratio ${ratio.toFixed(2)}, goal ${goal}`;
process.stdout.write(asJson ? `${JSON.stringify({ schemaVersion: 1, results }, null, 2)}\n` : `${results.map(line).join('\n')}\n`);
process.exit(results.every(({ met }) => met) ? 0 : 1);
