/** A filter or action that cannot be evaluated on some message: its subscription decides what becomes of the message. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}
