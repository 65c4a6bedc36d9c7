import { execFileSync } from 'node:child_process';
import { need } from '#commands/args';
import type { Args, Context } from '#commands/context';

function git(cwd: string, ...args: string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined;
  } catch {
    return undefined; // no git, no repository, no commit yet: the caller then asks for the flag
  }
}

/** The version under which something is published: the flag, GIT_COMMIT, or the checked-out commit. */
export const appVersion = (verb: string, args: Args, { env, cwd }: Context, flag: string): string =>
  need(verb, args, flag, env['GIT_COMMIT'] ?? git(cwd, 'rev-parse', 'HEAD'));

/** The branch: the flag, GIT_BRANCH, or the checked-out one; undefined on a detached head. */
export function branchName(args: Args, { env, cwd }: Context, flag: string): string | undefined {
  const name = args.text(flag) ?? env['GIT_BRANCH'] ?? git(cwd, 'rev-parse', '--abbrev-ref', 'HEAD');
  return name === 'HEAD' ? undefined : name;
}
