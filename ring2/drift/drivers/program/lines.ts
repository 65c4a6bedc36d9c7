import type { Readable } from 'node:stream';

/** Far more than the largest message and its facts. */
const LONGEST = 64 * 1024 * 1024;

/** Gives each line of UTF-8, without its end, to `take`; calls `tooLong` once for a line that does not end. */
export function takeLines(stream: Readable, take: (line: string) => void, tooLong: () => void): void {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text: string) => {
    const lines = text.split('\n');
    lines[0] = rest + (lines[0] ?? '');
    rest = lines.pop() ?? '';
    for (const line of lines) take(line);
    if (rest.length <= LONGEST) return;
    stream.destroy();
    tooLong();
  });
}
