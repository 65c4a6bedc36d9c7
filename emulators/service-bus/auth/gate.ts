import { ALL_RIGHTS, type GrantingKey, type Right } from '#emulators/service-bus/auth/keys';
import { isSignedBy, parseSas, reaches } from '#emulators/service-bus/auth/sas';

/** What happens to a client whose token is not good: nothing, a word of warning, or no service. */
export type AuthMode = 'off' | 'warn' | 'enforce';

export interface GateOptions {
  mode: AuthMode;
  /** Every key that may have signed a token for a path in lower case. */
  keysAt: (path: string) => readonly GrantingKey[];
  now: () => number;
  /** Told what was wrong in the mode `warn`. */
  warn: (problem: string) => void;
}

/** Rights that a token gives, or why it gives none. */
export type Verdict = { path: string; until: number; rights: readonly Right[]; problem?: undefined } | { problem: string };

export interface Gate {
  mode: AuthMode;
  /** `wanted`: the path, in lower case, that the token is shown for. With `off` and `warn` every token is good. */
  judge: (token: string | undefined, wanted: string) => Verdict;
  /** A lack of rights that is not a token's: a problem in the mode `enforce`, else undefined. */
  lacking: (problem: string) => string | undefined;
}

export function createGate({ mode, keysAt, now, warn }: GateOptions): Gate {
  const lacking = (problem: string) => {
    if (mode === 'warn') warn(problem);
    return mode === 'enforce' ? problem : undefined;
  };
  return {
    mode, lacking,
    judge(token, wanted) {
      const verdict = mode === 'off' ? undefined : verdictOn(token, wanted, keysAt, now());
      const problem = verdict?.problem === undefined ? undefined : lacking(verdict.problem);
      if (problem !== undefined) return { problem };
      return verdict && verdict.problem === undefined ? verdict : { path: wanted, until: Infinity, rights: ALL_RIGHTS };
    },
  };
}

/** The codes before the colon are the cloud's (service-bus-authentication-exceptions). */
function verdictOn(text: string | undefined, wanted: string, keysAt: GateOptions['keysAt'], now: number): Verdict {
  if (!text) return { problem: 'MissingToken: A token is needed.' };
  const token = parseSas(text);
  if (!token) return { problem: 'MalformedToken: The token is not a shared access signature; others cannot be checked here.' };
  const keys = keysAt(token.path).filter((key) => key.name === token.keyName && isSignedBy(token, key));
  if (keys.length === 0) return { problem: 'InvalidSignature: The token has an invalid signature.' };
  if (token.expiresAt <= now) return { problem: `ExpiredToken: The token is expired. Expiration time: '${new Date(token.expiresAt).toISOString()}'.` };
  if (!reaches(token.path, wanted)) return { problem: `InvalidAudience: The token is for '${token.path}', not for '${wanted}'.` };
  return { path: token.path, until: token.expiresAt, rights: ALL_RIGHTS.filter((right) => keys.some(({ rights }) => rights.includes(right))) };
}
