const DAY_MS = 86_400_000;

/** Milliseconds since the epoch as a day, UTC: `YYYY-MM-DD`. */
export const dayAt = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The start of a day in milliseconds since the epoch; undefined for what no calendar has, such as February 30th. */
export function dayOf(text: string): number | undefined {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || dayAt(at) !== text ? undefined : at;
}

/** Whole days from one day to another, negative when it is before. */
export const daysBetween = (from: string, to: string): number => ((dayOf(to) ?? NaN) - (dayOf(from) ?? NaN)) / DAY_MS;

export const daysAfter = (day: string, count: number): string => dayAt((dayOf(day) ?? NaN) + count * DAY_MS);
