import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pactDifferences } from '#commands/pact-differences';
import { readPactFileIfAny } from '#commands/pact-files';
import { writePact } from '#commands/record';
import { recordFromCommand } from '#commands/record-command';
import { consumers } from '#commands/run/consumers';
import { type Loop, pactPath } from '#commands/run/loop';
import { type Contract, contractName, gatesEverywhere } from '#core/contract';
import { RingproofError } from '#core/errors';
import { type PactFile, formatPact, provenanceOf } from '#core/pact';
import type { Result } from '#core/report';
import { recordSpecification } from '#engine/index';
import type { ContractRow } from '#reporters/html/model';

/** The pacts that came with ringproof: what a recording must give again, and who made each call when they were made. */
const SHIPPED = fileURLToPath(new URL('../../pacts/', import.meta.url));

/** Records every contract: from a consumer command where one is at hand, else as specification. */
export async function recordStep(loop: Loop): Promise<Result[]> {
  const results: Result[] = [];
  for (const contract of loop.contracts) {
    if (loop.context.signal.aborted) break;
    results.push(await recordContract(contract, loop));
  }
  return results;
}

async function recordContract(contract: Contract, loop: Loop): Promise<Result> {
  const name = contractName(contract);
  const shipped = readPactFileIfAny(join(SHIPPED, `${name}.json`));
  try {
    const pact = await record(contract, shipped?.pact, loop);
    const text = formatPact(pact);
    writePact(pactPath(loop.out, contract), text);
    loop.pacts.set(name, pact);
    loop.page.contracts.push(contractRow(contract, pact));
    if (shipped?.text === text) return { name, outcome: 'passed' };
    return { name, outcome: 'failed', reason: pactDifferences(shipped?.pact, pact, `pacts/${name}.json`).join('\n') };
  } catch (thrown) {
    if (!(thrown instanceof RingproofError)) throw thrown;
    return { name, outcome: thrown.exitCode === 3 ? 'inconclusive' : 'failed', reason: `${thrown.code}: ${thrown.message} ${thrown.advice}` };
  }
}

async function record(contract: Contract, previous: PactFile | undefined, { context }: Loop): Promise<PactFile> {
  const consumer = consumers[contractName(contract)];
  if (!consumer) return recordSpecification(contract, previous, context.progress);
  const { command, by } = consumer;
  const [program = ''] = command;
  if (spawnSync(program, ['--version'], { stdio: 'ignore' }).error) {
    throw new RingproofError('RP_PREREQUISITE', { tool: program, what: `recording ${contractName(contract)} from its consumer`, advice: `Install ${program}.` });
  }
  return recordFromCommand({ contract, command, by, previous, interactions: [], timeoutMs: 30_000 }, context);
}

function contractRow(contract: Contract, pact: PactFile): ContractRow {
  const byDescription = new Map(pact.interactions.map((one) => [one.description, provenanceOf(one)]));
  return {
    name: contractName(contract),
    interactions: contract.interactions.map(({ description, kind, evidence, incident = '' }) => {
      const provenance = byDescription.get(description);
      const obtained = provenance?.obtained === 'recorded' ? `recorded from ${provenance.by ?? 'a consumer'}` : 'specification';
      return { description, kind, evidence: evidence.kind, source: evidence.source, obtained, incident, gates: gatesEverywhere(evidence) };
    }),
  };
}
