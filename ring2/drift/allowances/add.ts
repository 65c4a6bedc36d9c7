import { RingproofError } from '#core/errors';
import { daysAfter } from '#ring2/drift/allowances/days';
import { readAllowances } from '#ring2/drift/allowances/read';
import type { Allowance } from '#ring2/drift/allowances/schema';
import { FINGERPRINT } from '#ring2/drift/verdict/finding';

export interface Wanted extends Pick<Allowance, 'owner' | 'reason' | 'link'> {
  fingerprint: string;
  target?: string;
  days: number;
}

/**
 * The text of an allow-list with one entry more, or with the same fingerprint's entry renewed. `text` undefined: there is none
 * yet; `today` is `YYYY-MM-DD`.
 * @throws RingproofError `RP_ALLOW_INVALID` for a list that was invalid before or would be after, RP_USAGE_VALUE for what is no fingerprint
 */
export function withAllowance(text: string | undefined, file: string, { fingerprint, target, days, owner, reason, link }: Wanted, today: string): string {
  const scenario = FINGERPRINT.exec(fingerprint)?.[1];
  if (scenario === undefined) throw new RingproofError('RP_USAGE_VALUE', { flag: 'A fingerprint', value: fingerprint, expected: 'The report of `ringproof drift` names it: the scenario, a colon, 12 hexadecimal digits.' });
  if (text !== undefined) readAllowances(text, file, today);
  const before = (text === undefined ? { allow: [] } : JSON.parse(text)) as { allow: Allowance[] };
  const entry: Allowance = { scenario, fingerprint, ...(target !== undefined && { target }), owner, reason, link, since: today, expires: daysAfter(today, days) };
  const others = before.allow.filter((one) => one.fingerprint !== fingerprint || one.target !== target);
  const after = `${JSON.stringify({ ...before, allow: [...others, entry] }, null, 2)}\n`;
  readAllowances(after, file, today);
  return after;
}
