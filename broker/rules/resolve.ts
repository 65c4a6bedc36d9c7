import type { BrokerFacts } from '#broker/rules/facts';
import { type ResolvedSelector, type Selector, onlyName } from '#broker/rules/selector';

export type IgnoreRule = (pacticipant: string, number: string | undefined) => boolean;
export const nothingIgnored: IgnoreRule = () => false;

/** The versions a selector stands for now, one entry each; one entry without a number when there are none. */
export function resolve(facts: BrokerFacts, selector: Selector, specified: boolean, ignores: IgnoreRule): ResolvedSelector[] {
  const base = { ...selector, specified };
  const name = selector.pacticipant;
  if (!facts.hasPacticipant(name)) return [{ ...base, exists: false, pacticipantUnknown: true, ignored: false }];
  if (onlyName(selector)) return [{ ...base, exists: true, ignored: ignores(name, undefined) }];
  const versions = facts.versions(selector);
  const found = selector.latest ? versions.slice(0, 1) : versions;
  if (found.length === 0) return [{ ...base, exists: false, ignored: ignores(name, undefined) }];
  const branchFound = selector.mainBranch && facts.mainBranchOf(name);
  return found.map(({ number }) => ({
    ...base, number, exists: true, ignored: ignores(name, number), ...(found.length > 1 && { oneOfMany: true as const }), ...(branchFound && { branchFound }),
  }));
}

/** Whether a version is to be left out: an ignore selector names its application, or exactly this version of it. */
export const ignoreRule = (ignored: readonly ResolvedSelector[]): IgnoreRule => (pacticipant, number) =>
  ignored.some((selector) => selector.pacticipant === pacticipant && (onlyName(selector) || (number !== undefined && selector.number === number)));
