import type { MatrixRow, RowVerification } from '#broker/rules/matrix-row';
import type { FailureOrigin, Meeting } from '#broker/rules/explanation';

/** Finds the text by which an interaction stands in a consumer version's pact, in a form in which equal means equal; undefined: it is not there. */
export type Expectation = (consumerVersion: string, interaction: string) => Promise<string | undefined>;

type Past = MatrixRow & { verification: RowVerification; provider: { version: NonNullable<MatrixRow['provider']['version']> } };

/**
 * Walks back from the latest result for this row's two versions to where the interaction's present row of failures began.
 * @param history single results between the two applications, in any order
 */
export async function originOf(row: MatrixRow, interaction: string, history: readonly MatrixRow[], expectation: Expectation): Promise<FailureOrigin | undefined> {
  const past = history.filter((one): one is Past => one.verification !== undefined && one.provider.version !== undefined).sort(newestFirst);
  const start = past.findIndex((one) => one.consumer.version.number === row.consumer.version.number && one.provider.version.number === row.provider.version?.number && stateOf(one, interaction) === 'red');
  if (start < 0) return undefined;
  let firstRed = past[start] as Past;
  let lastGreen: Past | undefined;
  for (const one of past.slice(start + 1)) {
    const state = stateOf(one, interaction);
    // A success of a pact that did not hold the interaction says nothing of it.
    if (state === 'unknown' || (await expectation(one.consumer.version.number, interaction)) === undefined) continue;
    if (state === 'green') {
      lastGreen = one;
      break;
    }
    firstRed = one;
  }
  const same = lastGreen && (await expectation(lastGreen.consumer.version.number, interaction)) === (await expectation(firstRed.consumer.version.number, interaction));
  return { interaction, firstRed: meeting(firstRed), ...(lastGreen && { lastGreen: meeting(lastGreen) }), changedBy: same ? 'provider' : 'consumer' };
}

/** What a result says of one interaction. A failed result that names others says that this one passed; one that names none says nothing. */
function stateOf({ verification: { success, failures } }: Past, interaction: string): 'green' | 'red' | 'unknown' {
  if (success) return 'green';
  if (failures.some((one) => one.interaction === interaction)) return 'red';
  return failures.length > 0 ? 'green' : 'unknown';
}

const meeting = ({ consumer, provider, verification }: Past): Meeting => ({ consumerVersion: consumer.version.number, providerVersion: provider.version.number, at: verification.at });

const newestFirst = (a: Past, b: Past) => b.verification.at - a.verification.at || (a.pact.sha === b.pact.sha ? b.verification.number - a.verification.number : 0);
