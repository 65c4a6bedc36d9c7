import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { need, wholeNumber } from '#commands/args';
import type { Command } from '#commands/context';
import { ALLOW_FILE, allowText } from '#commands/drift/allow-file';
import { reportOf } from '#commands/report-of';
import { RingproofError, reasonOf } from '#core/errors';

const VERB = 'drift allow';
/** Shorter than may be: renewing is a look at it. */
const DAYS = 30;

const command: Command = {
  usage: 'FINGERPRINT --owner WHO --reason WHY --link URL',
  about: `Excuses one difference for some days: writes it into ${ALLOW_FILE}, or renews it there. \`ringproof drift\` shows it as excused until then.`,
  flags: {
    owner: { type: 'string', value: 'WHO', help: 'who answers for it' },
    reason: { type: 'string', value: 'WHY', help: 'why it may be, for now' },
    link: { type: 'string', value: 'URL', help: 'where it is being worked on' },
    days: { type: 'string', value: 'N', help: `how long, at most 90 (default ${DAYS})` },
    target: { type: 'string', value: 'NAME', help: 'only where this side is under examination, by its name in reports' },
    allow: { type: 'string', value: 'FILE', help: `the allow-list (default ${ALLOW_FILE})` },
  },
  operands: 1,
  async run(args, { cwd, clock }) {
    const { withAllowance } = await import('#ring2/drift/allowances/add');
    const { dayAt } = await import('#ring2/drift/allowances/days');
    const { loadScenarios, selectScenarios } = await import('#ring2/drift/scenarios');
    const [fingerprint] = args.positionals;
    if (!fingerprint) throw new RingproofError('RP_USAGE_MISSING', { verb: VERB, what: 'a fingerprint' });
    const file = args.text('allow') ?? ALLOW_FILE;
    const path = resolve(cwd, file);
    const target = args.text('target');
    const wanted = {
      fingerprint, owner: need(VERB, args, 'owner'), reason: need(VERB, args, 'reason'), link: need(VERB, args, 'link'),
      days: wholeNumber(args, 'days', DAYS, [1, 90]), ...(target && { target }),
    };
    const text = withAllowance(existsSync(path) ? allowText(cwd, file) : undefined, file, wanted, dayAt(clock.now()));
    // A scenario that is not there could never be excused.
    selectScenarios(await loadScenarios(), fingerprint.split(':')[0] ?? '', 'nightly');
    replace(path, file, text);
    return reportOf(VERB, [{ name: `${fingerprint} is excused for ${wanted.days} days in ${file}`, outcome: 'passed' }]);
  },
};
export default command;

/** In one step: a list that is half written would fail every run. */
function replace(path: string, file: string, text: string): void {
  try {
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  } catch (thrown) {
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}
