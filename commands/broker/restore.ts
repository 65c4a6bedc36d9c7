import { BACKED_UP, LEDGER_FLAG, fileOperand, sizeOf } from '#commands/broker/files';
import { findingsReport } from '#commands/broker/findings';
import { ledgerFile } from '#commands/broker-of';
import type { Command } from '#commands/context';

const command: Command = {
  usage: 'FILE [--overwrite]',
  about: `Puts a backup in the place of the local ledger, after a full check of it; a backup that is damaged restores nothing (1).
No broker may have the ledger open.`,
  flags: { overwrite: { type: 'boolean', help: 'replace the ledger when there is one' }, ...LEDGER_FLAG },
  operands: 1,
  async run(args, context) {
    const backup = fileOperand('broker restore', args, context);
    const file = ledgerFile(args, context);
    const { restore } = await import('#broker/ledger/life/restore');
    const answer = restore(backup, file, { overwrite: args.on('overwrite') });
    if ('findings' in answer) return findingsReport('broker restore', backup, answer.findings, {});
    const { facts, format } = answer.restored;
    return {
      schemaVersion: 1, verb: 'broker restore', outcome: 'passed', counts: { facts },
      results: [{ name: file, outcome: 'passed', details: { summary: BACKED_UP(answer.restored, sizeOf(file)), facts, format } }],
    };
  },
};
export default command;
