import { accessSync, appendFileSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import type { Args } from '#commands/context';
import { RingproofError, reasonOf } from '#core/errors';
import type { Report } from '#core/report';
import { github } from '#reporters/github';
import { json } from '#reporters/json';
import { junit } from '#reporters/junit';
import { text } from '#reporters/text';

/** By the file's ending. The page is loaded only when asked for. */
const FORMATS: Record<string, (report: Report) => string | Promise<string>> = {
  '.xml': junit, '.md': github, '.json': json,
  '.html': async (report) => (await import('#reporters/html/report-page')).reportPage(report),
};

/**
 * Makes sure, before any work is done, that the reports asked for can be written.
 * @throws RingproofError RP_USAGE_VALUE for an unknown ending, RP_FILE_UNWRITABLE
 */
export function checkReports(args: Args): void {
  for (const file of args.texts('report')) {
    if (!FORMATS[extname(file)]) throw new RingproofError('RP_USAGE_VALUE', { flag: '--report', value: file, expected: `A file that ends in ${Object.keys(FORMATS).join(', ')}.` });
  }
  for (const file of args.texts('report')) {
    writing(file, () => {
      mkdirSync(dirname(file), { recursive: true });
      accessSync(dirname(file), constants.W_OK);
    });
  }
}

/**
 * Prints a report, then writes the files asked for: the answer is on stdout even when a file fails.
 * @throws RingproofError RP_FILE_UNWRITABLE
 */
export async function writeReport(report: Report, args: Args): Promise<void> {
  const color = process.stdout.isTTY && !process.env['NO_COLOR'];
  process.stdout.write(args.on('json') ? json(report) : text(report, { color }));
  for (const file of args.texts('report')) {
    const content = await FORMATS[extname(file)]?.(report);
    if (content !== undefined) writing(file, () => writeFileSync(file, content));
  }
  const summary = process.env['GITHUB_STEP_SUMMARY'];
  if (summary) writing(summary, () => appendFileSync(summary, github(report)));
}

function writing(file: string, write: () => void): void {
  try {
    write();
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}

/** A reader that closes early (`| head -1`) has read enough: that is no error, and the verb goes on to its end. */
export function forgiveClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/** Resolves when everything printed so far has left this process. */
export const printed = (): Promise<void> => new Promise((resolve) => void process.stdout.write('', () => resolve()));
