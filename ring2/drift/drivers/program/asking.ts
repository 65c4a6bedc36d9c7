import { type JsonObject, isObject } from '#core/json';
import { reasonOf } from '#core/errors';
import { BusError } from '#ring2/drift/driver';
import { withDeadline } from '#ring2/drift/drivers/deadline';
import { ProgramFailed, type RunningProgram } from '#ring2/drift/drivers/program/process';
import type { ConnectOptions, Feature } from '#ring2/drift/library';

/** Puts one operation to the program; `read` takes what is needed out of its `ok`, or throws a TypeError. */
export type Ask = <T>(op: string, args: Record<string, unknown>, read: (ok: JsonObject) => T) => Promise<T>;

/** Throws a CannotTell for a feature that the library is known to lack. */
export type Needs = (feature: Feature) => void;

export type Asked = Pick<ConnectOptions, 'patienceMs' | 'answerMs' | 'signal' | 'clean'> & { needs: Needs };

/** Asks for one client or driver. Whatever goes wrong is a BusError: the bus's own, or `ClientFailed` when the program failed. */
export function asking(program: RunningProgram, names: { client?: string; driver?: string }, { patienceMs, answerMs, signal, clean, needs }: Asked): Ask {
  const clientFailed = (error: unknown) => new BusError('ClientFailed', clean(reasonOf(error)), { retryable: false }, error);
  return async (op, args, read) => {
    const before = program.answered;
    const late = (ms: number): Error => {
      const reason = `the program did not answer "${op}" within ${ms / 1000} s`;
      // It hangs as a whole only if others had no answer either.
      if (program.answered === before) program.fail(reason);
      return program.failure ?? new ProgramFailed(reason);
    };
    try {
      const answer = await withDeadline(() => program.ask({ op, ...names, args }), patienceMs + answerMs, signal, late);
      if ('ok' in answer) return read(isObject(answer.ok) ? answer.ok : {});
      const { code, message, retryable, condition } = answer.error;
      // What a program finds out only when it is asked is declared beside the rest all the same.
      if (code === 'NotOffered') needs(message as Feature);
      throw new BusError(code, clean(message), { retryable, ...(condition !== undefined && { condition }) });
    } catch (error) {
      if (error instanceof TypeError) program.fail(`the program answered "${op}" with what is none: ${error.message}`);
      throw error instanceof ProgramFailed || error instanceof TypeError ? clientFailed(error) : error;
    }
  };
}
