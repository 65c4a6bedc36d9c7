import { type Contract, contractName } from '#core/contract';
import { matchResponse, route } from '#core/interaction-match';
import type { Mismatch } from '#core/mismatch';
import { type Cassette, requestOf, responseOf } from '#stubs/cassettes/cassette';

export interface Held {
  call: string;
  /** The interaction that it is an instance of; undefined when the contract knows no such call. */
  interaction?: string;
  mismatches: Mismatch[];
}

/**
 * Holds what was recorded to the contract: each call must be one that the contract knows, and its answer one that the
 * contract allows. A cassette that fails here is out of date, and tests that replay it prove nothing.
 */
export function holdCassette(contract: Contract, { entries }: Cassette): Held[] {
  return entries.map((entry) => {
    const request = requestOf(entry);
    const response = responseOf(entry);
    const call = `${entry.method} ${entry.path} → ${entry.status}`;
    const { matches, nearest } = route(contract, request);
    const answers = matches.map((interaction) => ({ interaction, mismatches: matchResponse(contract, interaction, response) })).sort((a, b) => a.mismatches.length - b.mismatches.length);
    const [best] = answers;
    if (best) return { call, interaction: best.interaction.description, mismatches: best.mismatches };
    return { call, mismatches: nearest?.mismatches ?? [{ code: 'unexpected', contract: contractName(contract), interaction: '', path: '', expected: 'a call of the contract', actual: call, advice: 'The contract describes no HTTP call.' }] };
  });
}
