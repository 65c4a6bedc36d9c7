import { childPath } from '#core/check';
import type { Mismatch } from '#core/mismatch';
import type { EngineFinding, EngineMismatch } from '#engine/verify/engine-job';
import type { GatewayFailure } from '#engine/verify/gateway';
import type { VerifiedMismatch } from '#engine/verify/verify-run';

/** Which interaction of which contract a finding belongs to. */
export type Place = Pick<Mismatch, 'contract' | 'interaction'>;

/** What Pact's verifier found wrong with one interaction, typed, each with the path to the place. */
export function mismatchesOf(finding: EngineFinding, failures: GatewayFailure[], place: Place): VerifiedMismatch[] {
  if (finding.mismatches) return finding.mismatches.flatMap((one) => typed(one).map((found) => ({ ...place, ...found })));
  const message = finding.message ?? 'no reason given';
  if (!message.includes('state change')) {
    return [{ ...place, code: 'transport', path: '', expected: 'an answer', actual: message, advice: '', description: message }];
  }
  const states = failures.filter(({ kind }) => kind === 'state');
  if (states.length === 0) return [stateMismatch(place, '', message, message)];
  return states.map(({ name, reason, action }) => stateMismatch(place, name, `${action} failed: ${reason}`, `${message}: "${name}": ${reason}`));
}

const stateMismatch = (place: Place, name: string, actual: string, description: string): VerifiedMismatch => ({
  ...place, code: 'state', path: name, expected: 'the provider state is set up', actual, advice: "Teach the provider's state address this state.", description,
});

/** A message that the provider could not give; the engine itself would compare its error page with the message. */
export const messageMismatch = (place: Place, { reason }: GatewayFailure): VerifiedMismatch => ({
  ...place, code: 'transport', path: '', expected: 'the message', actual: reason, advice: "Teach the provider's message address this description.",
  description: `The provider gave no message: ${reason}`,
});

type Typed = Omit<VerifiedMismatch, 'contract' | 'interaction'>;

const CODES: Record<string, Mismatch['code']> = {
  MethodMismatch: 'method', PathMismatch: 'path', StatusMismatch: 'status', QueryMismatch: 'query', HeaderMismatch: 'header',
  BodyMismatch: 'body', BodyTypeMismatch: 'body', MetadataMismatch: 'metadata',
};

function typed(one: EngineMismatch): Typed[] {
  const description = one.mismatch ?? `expected ${one.expected}, got ${one.actual}`;
  const path = one.path ?? one.key ?? one.parameter ?? (one.type === 'BodyTypeMismatch' ? '$' : '');
  const missing = /^Actual map is missing the following keys: (.+)$/.exec(description)?.[1];
  const shared = { code: CODES[one.type] ?? 'transport', advice: '', description };
  if (missing !== undefined) {
    return missing.split(', ').map((key) => ({ ...shared, path: childPath(path, key), expected: 'a field', actual: 'nothing' }));
  }
  return [{ ...shared, path, expected: expectation(one, description), actual: shorten(one.actual) }];
}

/** Under a matcher the rule is what was expected, not its example: "Expected 'x' (String) to be an integer". */
function expectation({ expected }: EngineMismatch, description: string): string {
  const rule = /^Expected .* \(\w+\) to (?:be (an? .+)|(match .+))$/s.exec(description);
  return rule?.[1] ?? rule?.[2] ?? shorten(expected);
}

function shorten(value: string | number | undefined): string {
  const text = value === undefined ? 'nothing' : String(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}
