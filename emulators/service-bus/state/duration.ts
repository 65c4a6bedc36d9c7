const PATTERN = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const SECOND = 1000;
const DAY = 86_400 * SECOND;

/** .NET's longest TimeSpan, `P10675199DT2H48M5.4775807S`, is how Service Bus writes "never". */
const NEVER_DAYS = 10_675_199;

/** Milliseconds of an ISO 8601 duration in days and time, `Infinity` for .NET's longest, undefined when it is none. */
export function durationToMs(text: string): number | undefined {
  const match = PATTERN.exec(text);
  if (!match || text === 'P' || text.endsWith('T')) return undefined;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  if ((days ?? 0) >= NEVER_DAYS) return Infinity;
  return (days ?? 0) * DAY + (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * SECOND;
}
