import { LEDGER_FLAG, fileOperand } from '#commands/broker/files';
import { ledgerFile } from '#commands/broker-of';
import type { Command } from '#commands/context';
import type { Result } from '#core/report';

const command: Command = {
  usage: 'NEW-FILE [--ledger FILE]',
  about: `Saves what can be read of a damaged ledger into a new file, computes everything else anew from it, and says what is lost (1).
The damaged file is only read. A backup that is young enough is better: a lost fact may change a verdict.`,
  flags: { ...LEDGER_FLAG },
  operands: 1,
  async run(args, context) {
    const to = fileOperand('broker repair', args, context);
    const { repair } = await import('#broker/ledger/life/repair');
    const { facts, texts, lostFacts, lostTexts, endUnknown, lostSecrets } = repair(ledgerFile(args, context), to);
    const lost: Result[] = [
      ...lostFacts.map(([first, last]): Result => ({ name: first === last ? `fact ${first}` : `facts ${first} to ${last}`, outcome: 'failed', reason: 'could not be read' })),
      ...lostTexts.map((pact): Result => ({ name: `the pact of ${pact}`, outcome: 'failed', reason: 'its text could not be read: its results count on, but it cannot be shown or verified; publish it again under a new version' })),
      ...(endUnknown ? [{ name: 'the newest facts', outcome: 'failed', reason: 'the file cannot say where its facts end: there may have been more' } satisfies Result] : []),
      ...(lostSecrets ? [{ name: 'the secrets of webhooks', outcome: 'failed', reason: 'could not be read: set them again' } satisfies Result] : []),
    ];
    const outcome = lost.length > 0 ? 'failed' : 'passed';
    return {
      schemaVersion: 1, verb: 'broker repair', outcome, counts: { facts, texts, lost: lostFacts.reduce((sum, [first, last]) => sum + last - first + 1, 0) },
      results: [{ name: to, outcome: 'passed', details: { summary: `${facts} facts and ${texts} texts saved` } }, ...lost],
    };
  },
};
export default command;
