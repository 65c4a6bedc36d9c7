import { need } from '#commands/args';
import type { Args, Flag } from '#commands/context';
import { RingproofError } from '#core/errors';
import { isObject } from '#core/json';
import { GRADES, type Grade, type Target } from '#core/target';

export const TARGET_FLAGS: Record<string, Flag> = {
  'provider-base-url': { type: 'string', value: 'URL', help: 'where the provider answers' },
  'provider-states-setup-url': { type: 'string', value: 'URL', help: 'receives {state, params, action} before and after each interaction' },
  'provider-messages-url': { type: 'string', value: 'URL', help: 'receives {description, providerStates}, answers the message it would send' },
  grade: { type: 'string', value: 'GRADE', help: `what this proof is worth: ${GRADES.join(' < ')}; without it the grade stays unknown` },
};

/** What ringproof's own double says of itself, so that its flags need not be typed. Nothing else may claim a grade this way. */
interface SelfDescription { name: string; grade: Grade; virtual: boolean }

/**
 * The target that the flags describe. A ringproof emulator at that address describes itself.
 * @throws RingproofError RP_USAGE_MISSING, RP_USAGE_VALUE
 */
export async function targetOf(verb: string, args: Args): Promise<Partial<Pick<Target, 'grade'>> & Omit<Target, 'grade'>> {
  const baseUrl = httpUrl('--provider-base-url', need(verb, args, 'provider-base-url')).replace(/\/$/, '');
  const asked = args.text('grade');
  const grade = GRADES.find((one) => one === asked);
  if (asked !== undefined && !grade) throw new RingproofError('RP_USAGE_VALUE', { flag: '--grade', value: asked, expected: `One of ${GRADES.join(', ')}.` });
  const self = await describesItself(baseUrl);
  const statesUrl = args.text('provider-states-setup-url') ?? (self && `${baseUrl}/_ringproof/states`);
  const messagesUrl = args.text('provider-messages-url') ?? (self && `${baseUrl}/_ringproof/messages`);
  // Our own double proves what a double can, whoever says otherwise: that is what the gate rests on.
  if (self && grade && GRADES.indexOf(grade) > GRADES.indexOf(self.grade)) {
    throw new RingproofError('RP_USAGE_VALUE', { flag: '--grade', value: grade, expected: `${baseUrl} is ringproof's own ${self.name}: at most ${self.grade}.` });
  }
  const known = grade ?? self?.grade;
  return {
    name: self?.name ?? baseUrl, virtual: self?.virtual ?? false, ...(known && { grade: known }),
    http: { baseUrl, ...(statesUrl && { statesUrl }), ...(messagesUrl && { messagesUrl }) },
  };
}

function httpUrl(flag: string, value: string): string {
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return value;
  throw new RingproofError('RP_USAGE_VALUE', { flag, value, expected: 'An address such as http://localhost:8080.' });
}

async function describesItself(baseUrl: string): Promise<SelfDescription | undefined> {
  try {
    const response = await fetch(`${baseUrl}/_ringproof/target`, { signal: AbortSignal.timeout(2_000) });
    const answer: unknown = response.ok ? await response.json() : undefined;
    return selfDescription(answer);
  } catch {
    return undefined; // not one of ours, or not there: the verification itself says which
  }
}

/** Only a double describes itself, and never as more than a container. */
function selfDescription(answer: unknown): SelfDescription | undefined {
  if (!isObject(answer) || answer['virtual'] !== true || typeof answer['name'] !== 'string') return undefined;
  const grade = GRADES.find((one) => one === answer['grade'] && one !== 'live');
  return grade && { name: answer['name'], grade, virtual: true };
}
