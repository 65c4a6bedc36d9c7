import { existsSync, readFileSync } from 'node:fs';
import { listContracts, loadContract } from '#contracts/load';
import { contractName, gatesEverywhere, type Contract } from '#core/contract';

interface PactReferences { interactions: { description: string; comments?: { references?: { ringproof?: { obtained?: string } } } }[] }

/** How many interactions gate, and on what evidence: the generated part of the README. */
export async function evidenceTable(): Promise<string> {
  const names = await listContracts('contracts');
  const contracts = await Promise.all(names.map((name) => loadContract(name, 'contracts')));
  const rows = contracts.map((contract) => row(contractName(contract), contract));
  const all = contracts.flatMap(({ interactions }) => interactions);
  const gating = all.filter(({ evidence }) => gatesEverywhere(evidence));
  const kinds = Object.entries(Object.groupBy(all, ({ evidence }) => evidence.kind)).map(([kind, some]) => `${some.length} ${kind}`).sort();
  return `${all.length} interactions in ${contracts.length} contracts: ${gating.length} gate everywhere, ${all.length - gating.length} gate the virtual platform only. Evidence: ${kinds.join(', ')}.

| contract | interactions | gate everywhere | recorded from a consumer |
|---|---:|---:|---:|
${rows.join('\n')}
`;
}

function row(name: string, { interactions }: Contract): string {
  const gating = interactions.filter(({ evidence }) => gatesEverywhere(evidence)).length;
  return `| ${name} | ${interactions.length} | ${gating} | ${recorded(`pacts/${name}.json`)} |`;
}

function recorded(file: string): number {
  if (!existsSync(file)) return 0;
  const pact = JSON.parse(readFileSync(file, 'utf8')) as PactReferences;
  return pact.interactions.filter(({ comments }) => comments?.references?.ringproof?.obtained === 'recorded').length;
}
