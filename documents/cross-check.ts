import { type Contract, contractName, gatesEverywhere } from '#core/contract';
import { RingproofError, reasonOf } from '#core/errors';
import type { JsonObject } from '#core/json';
import type { Mismatch } from '#core/mismatch';
import type { PactFile } from '#core/pact';

export interface CrossChecked {
  interaction: string;
  mismatches: Mismatch[];
  /** What the description does not say, or says twice: no verdict rests on it. */
  warnings: string[];
  /** Its failure turns the verdict to no. */
  gates: boolean;
}

interface Finding {
  code: string; message: string; type: 'error' | 'warning' | 'info';
  mockDetails?: { interactionDescription?: string; location?: string; value?: unknown };
  specDetails?: { location?: string; value?: unknown };
}

/**
 * Compares a recorded pact with the provider's own API description, without running either (bi-directional contract testing).
 * Weaker than a verification: it trusts the description.
 * @throws RingproofError `RP_PREREQUISITE` without the library, `RP_OPENAPI_INVALID`
 * @see https://github.com/pactflow/openapi-pact-comparator
 */
export async function crossCheck(contract: Contract, pact: PactFile, document: JsonObject, file: string): Promise<CrossChecked[]> {
  const { Comparator } = await import('@pactflow/openapi-pact-comparator').catch((error: unknown) => {
    throw new RingproofError('RP_PREREQUISITE', { tool: '@pactflow/openapi-pact-comparator', what: '`cross-check`', advice: 'npm install --save-dev @pactflow/openapi-pact-comparator' }, error);
  }) as { Comparator: new (options: { oas: unknown }) => { compare(pact: unknown): AsyncIterable<Finding> } };
  const findings: Finding[] = [];
  try {
    for await (const finding of new Comparator({ oas: document }).compare(pact)) findings.push(finding);
  } catch (error) {
    throw new RingproofError('RP_OPENAPI_INVALID', { file, problem: reasonOf(error) }, error);
  }
  return contract.interactions.filter(({ kind }) => kind === 'http').map(({ description, evidence }) => {
    const about = findings.filter(({ mockDetails }) => mockDetails?.interactionDescription === description);
    return {
      interaction: description,
      mismatches: about.filter(({ type }) => type === 'error').map((finding) => mismatchOf(contractName(contract), description, finding)),
      warnings: about.filter(({ type }) => type !== 'error').map(({ message }) => message),
      gates: gatesEverywhere(evidence),
    };
  });
}

const PARTS: [string, Mismatch['code']][] = [['path', 'path'], ['query', 'query'], ['header', 'header'], ['status', 'status'], ['body', 'body'], ['authorization', 'header'], ['method', 'method']];

function mismatchOf(contract: string, interaction: string, { code, message, mockDetails, specDetails }: Finding): Mismatch {
  const [, part = 'unexpected'] = PARTS.find(([word]) => code.includes(word)) ?? [];
  return { code: part, contract, interaction, path: mockDetails?.location ?? '', expected: `what ${specDetails?.location ?? 'the description'} says`, actual: message, advice: 'Mend the contract where the provider is right, or the description (and the provider) where the consumer needs it.' };
}
