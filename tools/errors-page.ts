import { ERRORS } from '#core/errors';
import { EXIT } from '#core/outcome';

/** The text of docs/errors.md, from the table in core/errors.ts. */
export function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(([code, [template, advice, exit]]) =>
    `### ${code}\n\n> ${template}\n\n${advice ? `${advice}\n\n` : ''}Exit code ${EXIT[exit]} (${exit}).\n`);
  return `<!-- Generated from core/errors.ts by \`npm run docs\`; a test keeps the two identical. -->
# Errors

Every error says what was wrong, where, and what to do. Codes are stable and never reused. Words in braces are filled in.
A message without a code is a defect of ringproof: it keeps its stack and ends with exit code ${EXIT.defect}.

${rows.join('\n')}`;
}
