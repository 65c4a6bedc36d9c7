import { Evaluator, Lexer, Parser, data } from '@actions/expressions';

/** What an expression may ask for: `github`, `inputs`, `secrets`, `env`, `steps`, `matrix`, `runner` … as plain JSON. */
export type Contexts = Record<string, unknown>;

const STATUS = ['success', 'failure', 'always', 'cancelled'] as const;

/** GitHub's own evaluator, on plain JSON. `failed`: an earlier step of the job has failed. */
function evaluate(expression: string, contexts: Contexts, failed: boolean): data.ExpressionData {
  const answers = { success: !failed, failure: failed, always: true, cancelled: false };
  const functions = STATUS.map((name) => ({ name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(answers[name]) }));
  const parsed = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse();
  const context = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(parsed, context, new Map(functions.map((one) => [one.name, one]))).evaluate();
}

/** A text with each `${{ … }}` replaced. */
export const filled = (text: string, contexts: Contexts, failed = false): string =>
  text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => evaluate(expression.trim(), contexts, failed).coerceString());

/** A value that may be one expression as a whole, and then keeps its type. */
export function valueOf(value: unknown, contexts: Contexts): unknown {
  const whole = typeof value === 'string' ? /^\s*\$\{\{(.*)\}\}\s*$/s.exec(value)?.[1] : undefined;
  return whole === undefined ? value : JSON.parse(JSON.stringify(evaluate(whole.trim(), contexts, false), data.replacer));
}

/** Whether a step with this `if:` runs: without a word about the status only while all went well. */
export function isDue(condition: string | boolean | undefined, contexts: Contexts, failed: boolean): boolean {
  const text = String(condition ?? 'success()').replace(/^\s*\$\{\{(.*)\}\}\s*$/s, '$1').trim();
  const whole = new RegExp(`\\b(${STATUS.join('|')})\\s*\\(`).test(text) ? text : `success() && (${text})`;
  const answer = evaluate(whole, contexts, failed);
  return answer.coerceString() !== 'false' && answer.coerceString() !== '' && answer.coerceString() !== '0';
}
