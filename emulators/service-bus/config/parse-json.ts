import { RingproofError } from '#core/errors';

/**
 * Parses JSON with `//` and block comments, which the official emulator's sample configuration has.
 * @throws RingproofError `RP_CONFIG_INVALID` naming the line
 */
export function parseJsonWithComments(text: string, file: string): unknown {
  const plain = blankComments(text);
  try {
    return JSON.parse(plain);
  } catch (thrown) {
    const reason = (thrown as Error).message;
    const line = plain.slice(0, positionOf(reason, plain)).split('\n').length;
    const what = reason.replace(/(, .*is not valid JSON| in JSON at position.*)/s, '');
    throw new RingproofError('RP_CONFIG_INVALID', { file, problem: `line ${line}: ${what}` }, thrown);
  }
}

/** JSON.parse names the position of most errors, of an unexpected token it does not: then the shortest text with that error ends there. */
function positionOf(reason: string, text: string): number {
  const named = /position (\d+)/.exec(reason)?.[1];
  if (named !== undefined) return Number(named);
  if (!reason.startsWith(TOKEN)) return text.trimEnd().length;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hasUnexpectedToken(text.slice(0, middle))) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}
const TOKEN = 'Unexpected token';

function hasUnexpectedToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (thrown) {
    return (thrown as Error).message.startsWith(TOKEN);
  }
}

/** Comments become spaces, so that positions stay those of the file; strings are stepped over. */
function blankComments(text: string): string {
  const parts: string[] = [];
  let kept = text.startsWith('\uFEFF') ? 1 : 0;
  // One sticky step at a time: a pattern for the whole of a long string would overflow the stack.
  const next = /["/]/g;
  for (next.lastIndex = kept; next.test(text);) {
    const start = next.lastIndex - 1;
    if (text[start] === '"') {
      next.lastIndex = endOfString(text, start);
      continue;
    }
    const end = text[start + 1] === '/' ? text.indexOf('\n', start) : text[start + 1] === '*' ? text.indexOf('*/', start + 2) + 2 : start;
    if (end === start || (end === 1 && text[start + 1] === '*')) continue;
    const stop = end < 0 ? text.length : end;
    parts.push(text.slice(kept, start), text.slice(start, stop).replace(/[^\n]+/g, (line) => ' '.repeat(line.length)));
    next.lastIndex = kept = stop;
  }
  return parts.join('') + text.slice(kept);
}

/** Behind the closing quote, or at the end of the line for a string that has none. */
function endOfString(text: string, start: number): number {
  const stop = /["\\\n]/g;
  for (stop.lastIndex = start + 1; stop.test(text);) {
    if (text[stop.lastIndex - 1] !== '\\') return stop.lastIndex;
    stop.lastIndex += 1;
  }
  return text.length;
}
