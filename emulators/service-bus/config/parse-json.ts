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
const blankComments = (text: string): string =>
  text.replace(/^\uFEFF/, '').replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (part) => (part.startsWith('"') ? part : part.replace(/[^\n]/g, ' ')));
