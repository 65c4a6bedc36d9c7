/** Which difference an issue is about, and between which targets; `summary` stands for all that have none of their own. */
export interface Subject { fingerprint: string; left: string; right: string }

export const SUMMARY = 'summary';

const PATTERN = /<!-- ringproof-drift (\S+) (\S+) (\S+) -->/;

/** Hidden in the text, by which it is found again; its title may be edited. */
export const markerOf = ({ fingerprint, left, right }: Subject): string => `<!-- ringproof-drift ${[fingerprint, left, right].map(encode).join(' ')} -->`;

/** The subject that a text is marked with. */
export function subjectOf(body: string): Subject | undefined {
  const [, fingerprint, left, right] = PATTERN.exec(body) ?? [];
  return fingerprint && left && right ? { fingerprint: decodeURIComponent(fingerprint), left: decodeURIComponent(left), right: decodeURIComponent(right) } : undefined;
}

// A comment in HTML ends at "-->", which no target's name may cause.
const encode = (word: string): string => encodeURIComponent(word).replaceAll('-', '%2D');
