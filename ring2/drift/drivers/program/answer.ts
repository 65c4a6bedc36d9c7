import { type Json, isObject } from '#core/json';

/** A refusal, or what else went wrong, in the words of the protocol. */
export interface ProgramError {
  code: string;
  message: string;
  retryable: boolean;
  condition?: string;
}

/** One line of a driver program. */
export type ProgramAnswer = { id: number } & ({ ok: Json } | { error: ProgramError });

export function isAnswerLine(line: Json): line is ProgramAnswer & { [key: string]: Json } {
  return isObject(line) && typeof line['id'] === 'number' && ('ok' in line || isProgramError(line['error']));
}

function isProgramError(error: Json | undefined): boolean {
  return isObject(error) && typeof error['code'] === 'string' && typeof error['message'] === 'string' && typeof error['retryable'] === 'boolean'
    && ['string', 'undefined'].includes(typeof error['condition']);
}
