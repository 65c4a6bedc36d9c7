import { worst } from '#core/outcome';
import type { Report, Result } from '#core/report';

/** A report from its results: outcome and counts follow from them. */
export function reportOf(verb: string, results: Result[], details?: Report['details']): Report {
  const counts = { passed: 0, failed: 0, inconclusive: 0 };
  for (const { outcome } of results) counts[outcome]++;
  return { schemaVersion: 1, verb, outcome: worst(results.map(({ outcome }) => outcome)), counts, results, ...(details && { details }) };
}
