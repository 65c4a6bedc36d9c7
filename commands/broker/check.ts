import { LEDGER_FLAG } from '#commands/broker/files';
import { findingsReport } from '#commands/broker/findings';
import { ledgerFile } from '#commands/broker-of';
import type { Command } from '#commands/context';

const command: Command = {
  usage: '[--ledger FILE]',
  about: `Reads the whole local ledger without changing it, also while it is in use: SQLite's own check, every fact, every text against its
hash, and whether what is computed from the facts is what they give now. 1: something is wrong.`,
  flags: { ...LEDGER_FLAG },
  async run(args, context) {
    const file = ledgerFile(args, context);
    const { checkLedger } = await import('#broker/ledger/life/check');
    const { facts, texts, findings } = checkLedger(file);
    return findingsReport('broker check', file, findings, { facts, texts });
  },
};
export default command;
