const PATTERN = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

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

const NEVER = 'P10675199DT2H48M5.4775807S';

/** The shortest ISO 8601 duration of so many milliseconds, as .NET writes it: `Infinity` is its longest TimeSpan. */
export function msToDuration(ms: number): string {
  if (ms === Infinity) return NEVER;
  const [days, hours, minutes, seconds] = [Math.floor(ms / DAY), Math.floor(ms / HOUR) % 24, Math.floor(ms / MINUTE) % 60, (ms % MINUTE) / SECOND];
  const time = [[hours, 'H'], [minutes, 'M'], [seconds, 'S']].map(([count, unit]) => (count === 0 ? '' : `${count}${unit}`)).join('');
  if (ms === 0) return 'PT0S';
  return `P${days === 0 ? '' : `${days}D`}${time === '' ? '' : `T${time}`}`;
}
