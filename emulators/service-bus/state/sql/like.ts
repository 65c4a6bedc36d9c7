/**
 * SQL's LIKE: `%` any text, `_` any character, `escape` takes either's meaning. Greedy with one place to come back to,
 * so a hostile pattern costs at most its length times the text's, never more.
 */
export function like(text: string, pattern: string, escape: string | undefined): boolean {
  const wanted = parts(pattern, escape);
  const found = [...text];
  let [at, next] = [0, 0];
  let [star, resume] = [-1, 0];
  while (at < found.length) {
    const part = wanted[next];
    if (part === ANY_TEXT) {
      [star, resume] = [next, at];
      next += 1;
    } else if (part === ANY_CHARACTER || (part !== undefined && part === found[at])) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      resume += 1;
      [at, next] = [resume, star + 1];
    } else {
      return false;
    }
  }
  while (wanted[next] === ANY_TEXT) next += 1;
  return next === wanted.length;
}

const ANY_TEXT = Symbol('%');
const ANY_CHARACTER = Symbol('_');

function parts(pattern: string, escape: string | undefined): (string | symbol)[] {
  const found: (string | symbol)[] = [];
  let escaped = false;
  for (const character of pattern) {
    if (!escaped && character === escape) {
      escaped = true;
      continue;
    }
    found.push(escaped ? character : character === '%' ? ANY_TEXT : character === '_' ? ANY_CHARACTER : character);
    escaped = false;
  }
  if (escaped && escape !== undefined) found.push(escape);
  return found;
}
