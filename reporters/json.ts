import type { Report } from '#core/report';

/** The envelope of `--json`. */
export function json(report: Report): string {
  return `${JSON.stringify({ ...report, exit: undefined }, null, 2)}\n`;
}
