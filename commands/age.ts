import { RingproofError } from '#core/errors';

const HOURS: Record<string, number> = { h: 1, d: 24, w: 168 };

/** An age such as 12h, 7d or 2w in milliseconds. @throws RingproofError RP_USAGE_VALUE naming the flag */
export function readAge(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, count, unit = ''] = /^(\d+)([hdw])$/.exec(text) ?? [];
  const hours = HOURS[unit];
  if (!count || !hours) throw new RingproofError('RP_USAGE_VALUE', { flag, value: text, expected: 'A number with h, d or w, such as 7d.' });
  return Number(count) * hours * 3_600_000;
}

/** An age in milliseconds as people say it. */
export function ageInWords(ms: number): string {
  const hours = ms / 3_600_000;
  if (hours < 1) return `${Math.max(0, Math.floor(ms / 60_000))} min`;
  return hours < 48 ? `${Math.floor(hours)} h` : `${Math.floor(hours / 24)} d`;
}
