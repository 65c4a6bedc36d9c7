import { check } from '#core/check';
import type { Interaction } from '#core/contract';
import { type Template, example } from '#core/matchers';

/**
 * Places where an example breaks its own matcher. Pact notices that in requests only: a response or a message would be
 * recorded, and no provider could ever be right.
 */
export function brokenExamples(interaction: Interaction): string[] {
  const parts: [string, Template | undefined][] =
    interaction.kind === 'message'
      ? [['contents', interaction.contents], ['metadata', interaction.metadata]]
      : [['response body', interaction.response.body?.json], ['response headers', interaction.response.headers]];
  return parts.flatMap(([part, template]) =>
    template === undefined
      ? []
      : check(template, example(template), { extraFields: 'refused' }).map(
          ({ path, expected, actual }) => `the example of its ${part} breaks its own matcher at ${path}: expected ${expected}, got ${actual}`,
        ),
  );
}
