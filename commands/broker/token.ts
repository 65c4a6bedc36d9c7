import { writeFileSync } from 'node:fs';
import { createToken, listTokens, openLedger, revokeToken } from '#broker/index';
import { ledgerFile } from '#commands/broker-of';
import type { Args, Command } from '#commands/context';
import { reportOf } from '#commands/report-of';
import { RingproofError, reasonOf } from '#core/errors';

const ACTIONS = ['create', 'list', 'revoke'];

const command: Command = {
  usage: 'create NAME [--role read|write] [--out FILE] | list | revoke NAME',
  about: `Tokens for \`ringproof broker\`, which asks for credentials from its next start on once there is one. A new token is shown once, on
stderr or in a file that only its owner can read, and never in a report: the ledger keeps its hash. Revoking ends it at once.`,
  flags: {
    role: { type: 'string', value: 'ROLE', help: 'read or write, which includes reading (default read)' },
    out: { type: 'string', value: 'FILE', help: 'create: write the token into this new file instead (mode 600)' },
    ledger: { type: 'string', value: 'FILE', help: 'the ledger file (default .ringproof/ledger.db)' },
  },
  operands: 2,
  async run(args, context) {
    const [action = '', name] = args.positionals;
    if (!ACTIONS.includes(action)) throw action === '' ? missing('create, list or revoke') : new RingproofError('RP_USAGE_VALUE', { flag: 'The action', value: action, expected: 'create, list or revoke.' });
    if (action === 'list' && name !== undefined) throw new RingproofError('RP_USAGE_EXTRA', { verb: 'broker token', word: name });
    if (action !== 'list' && !name) throw missing('the name of the token');
    const role = roleOf(args);
    using ledger = openLedger(ledgerFile(args, context));
    if (action === 'list') {
      const results = listTokens(ledger.read((view) => view.tokens())).map((token) => ({
        name: token.name, outcome: 'passed' as const, details: { summary: `${token.role}, made ${new Date(token.createdAt).toISOString()}`, role: token.role },
      }));
      return reportOf('broker token', results);
    }
    if (action === 'revoke') {
      revokeToken(ledger, name ?? '');
      return reportOf('broker token', [{ name: `token ${name}`, outcome: 'passed', details: { summary: 'revoked' } }]);
    }
    const secret = createToken(ledger, name ?? '', role);
    const out = args.text('out');
    if (out === undefined) context.childOutput(`${secret}\n`);
    else writeNew(out, secret, () => revokeToken(ledger, name ?? ''));
    return reportOf('broker token', [{ name: `token ${name}`, outcome: 'passed', details: { summary: `${role}; ${out === undefined ? 'shown above, and never again' : `in ${out}`}`, role } }]);
  },
};
export default command;

const missing = (what: string) => new RingproofError('RP_USAGE_MISSING', { verb: 'broker token', what });

function roleOf(args: Args): 'read' | 'write' {
  const role = args.text('role') ?? 'read';
  if (role === 'read' || role === 'write') return role;
  throw new RingproofError('RP_USAGE_VALUE', { flag: '--role', value: role, expected: 'read or write.' });
}

/** Never into a file that is there: its permissions may let others read it. A token that nobody has seen is taken back. */
function writeNew(file: string, secret: string, takeBack: () => void): void {
  try {
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  } catch (thrown) {
    takeBack();
    throw new RingproofError('RP_FILE_UNWRITABLE', { file, reason: reasonOf(thrown) }, thrown);
  }
}
