import { BACKED_UP, LEDGER_FLAG, fileOperand, sizeOf } from '#commands/broker/files';
import { ledgerFile } from '#commands/broker-of';
import type { Command } from '#commands/context';
import { RingproofError } from '#core/errors';
import { existsSync } from 'node:fs';

const command: Command = {
  usage: 'FILE [--overwrite]',
  about: `Copies the local ledger into FILE as it is at one moment, also while a broker serves it and others write to it. The copy is
compact, one file, a ledger by itself, and complete or not there at all. It holds the secrets of webhooks: keep it as you keep them.`,
  flags: { overwrite: { type: 'boolean', help: 'replace FILE when it exists' }, ...LEDGER_FLAG },
  operands: 1,
  async run(args, context) {
    const to = fileOperand('broker backup', args, context);
    if (existsSync(to) && !args.on('overwrite')) throw new RingproofError('RP_FILE_EXISTS', { file: to, advice: 'Name another file, or replace it with --overwrite.' });
    const { snapshot } = await import('#broker/ledger/life/snapshot');
    const copied = snapshot(ledgerFile(args, context), to);
    const { facts, format } = copied;
    return {
      schemaVersion: 1, verb: 'broker backup', outcome: 'passed', counts: { facts },
      results: [{ name: to, outcome: 'passed', details: { summary: BACKED_UP(copied, sizeOf(to)), facts, format, bytes: sizeOf(to) } }],
    };
  },
};
export default command;
