import { Ajv, type ErrorObject } from 'ajv';
import { RingproofError } from '#core/errors';
import { type Document, parseLossless } from '#core/lossless-json';
import { dayOf, daysBetween } from '#ring2/drift/allowances/days';
import { type Place, placeOf } from '#ring2/drift/allowances/place';
import { type Allowance, LONGEST_DAYS, allowSchema } from '#ring2/drift/allowances/schema';

/** An allowance and where it stands. */
export interface Entry extends Allowance { line: number }

/**
 * Reads an allow-list. `today` is a day, `YYYY-MM-DD`; what has expired is read like the rest.
 * @throws RingproofError `RP_ALLOW_INVALID` naming line and field
 */
export function readAllowances(text: string, file: string, today: string): Entry[] {
  const document = parse(text, file);
  const invalid = ({ line, field }: Place, problem: string) => new RingproofError('RP_ALLOW_INVALID', { file, line, field, problem });
  const value = JSON.parse(text) as unknown;
  const validate = new Ajv({ allErrors: true }).compile<{ allow: Allowance[] }>(allowSchema);
  if (!validate(value)) {
    const error = worstOf(validate.errors ?? []);
    const unknown = error?.keyword === 'additionalProperties' ? `/${String(error.params['additionalProperty'])}` : '';
    throw invalid(placeOf(document, `${error?.instancePath ?? ''}${unknown}`), describe(error));
  }
  return value.allow.map((entry, index) => {
    const at = (field: string) => placeOf(document, `/allow/${index}${field && `/${field}`}`);
    const problem = problemOf(entry, today);
    if (problem) throw invalid(at(problem[0]), problem[1]);
    return { ...entry, line: at('').line };
  });
}

function parse(text: string, file: string): Document {
  try {
    return parseLossless(text);
  } catch (thrown) {
    const { message } = thrown as Error;
    const position = Number(/position (\d+)/.exec(message)?.[1] ?? 0);
    const line = text.slice(0, position).split('\n').length;
    throw new RingproofError('RP_ALLOW_INVALID', { file, line, field: 'the text', problem: `is no JSON: ${message.replace(/ at position.*/, '')}.` }, thrown);
  }
}

/** A misspelt field is named before what is missing because of it. */
const worstOf = (errors: readonly ErrorObject[]): ErrorObject | undefined =>
  errors.find(({ keyword }) => keyword === 'additionalProperties') ?? errors[0];

function describe(error: ErrorObject | undefined): string {
  switch (error?.keyword) {
    case 'additionalProperties': return 'is not a field of an allow-list.';
    case 'required': return error.schemaPath.includes('anyOf') ? 'needs a fingerprint, a step or a path.' : `needs ${String(error.params['missingProperty'])}.`;
    case 'const': return 'can only be true.';
    default: return `${error?.message ?? 'is invalid'}.`;
  }
}

/** What the schema cannot say. */
function problemOf({ scenario, wide, fingerprint, since, expires }: Allowance, today: string): [field: string, problem: string] | undefined {
  if (/[*?,]/.test(scenario) && !wide) return ['scenario', `is "${scenario}", which reaches further than one scenario: say "wide": true, or name one.`];
  if (fingerprint !== undefined && fingerprint.split(':')[0] !== scenario) return ['fingerprint', `is of another scenario than "${scenario}".`];
  if (since !== undefined && !dayOf(since)) return ['since', `is "${since}", which is no day.`];
  if (!dayOf(expires)) return ['expires', `is "${expires}", which is no day.`];
  if (since !== undefined && since > today) return ['since', `is "${since}", which is yet to come.`];
  const days = daysBetween(since ?? today, expires);
  return days > LONGEST_DAYS ? ['expires', `is ${days} days after ${since ? '"since"' : 'today'}; at most ${LONGEST_DAYS} are allowed.`] : undefined;
}
