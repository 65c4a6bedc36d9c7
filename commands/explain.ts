import { RingproofError } from '#core/errors';
import { EXIT } from '#core/outcome';

interface Explanation { code: string; message: string; advice: string; exit: number }

/**
 * Tells the user of a thrown value: one message on stderr, and with `--json` the envelope with an `error` on stdout.
 * Known errors keep their code and exit code; everything else is a defect of ringproof and keeps its stack.
 * @returns the exit code
 */
export function explain(verb: string, thrown: unknown, { envelope }: { envelope: boolean }): number {
  const { code, message, advice, exit } = explanationOf(thrown);
  process.stderr.write(`${code === 'DEFECT' ? stackOf(thrown) : `${code}: ${message}\n`}${advice ? `  ${advice}\n` : ''}`);
  if (envelope) {
    const outcome = exit === EXIT.inconclusive || exit === EXIT.interrupted ? 'inconclusive' : 'failed';
    process.stdout.write(`${JSON.stringify({ schemaVersion: 1, verb, outcome, counts: {}, results: [], error: { code, message, advice } }, null, 2)}\n`);
  }
  return exit;
}

function explanationOf(thrown: unknown): Explanation {
  if (thrown instanceof RingproofError) return { code: thrown.code, message: thrown.message, advice: thrown.advice, exit: thrown.exitCode };
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'DEFECT', message, advice: 'This is a defect of ringproof, not of your input. Please report it with what stands above.', exit: EXIT.defect };
}

const stackOf = (thrown: unknown) => `${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`;
