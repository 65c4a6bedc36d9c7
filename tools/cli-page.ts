import { helpOf } from '#commands/help';
import { verbs } from '#commands/verbs';

/** The text of docs/cli.md, from the verbs' own help. */
export async function cliPage(): Promise<string> {
  const parts = await Promise.all(Object.entries(verbs).map(async ([verb, { load }]) => `## ${verb}\n\n\`\`\`\n${helpOf(verb, (await load()).default)}\`\`\`\n`));
  return `<!-- Generated from commands/ by \`npm run docs\`; \`npm run check\` keeps it up to date. -->
# Command line

stdout carries results only; progress and prose go to stderr. \`--json\` prints one document:
\`{ "schemaVersion": 1, "verb", "outcome": "passed" | "failed" | "inconclusive", "counts", "results": [{ "name", "outcome", … }] }\`.
What listens prints its address as the first line of stdout and runs until Ctrl-C or SIGTERM.

| exit code | meaning |
|---|---|
| 0 | yes |
| 1 | the answer is no: mismatch, drift, not deployable |
| 2 | usage or configuration |
| 3 | inconclusive: could not tell |
| 4 | policy: an allowance has expired, nothing ran |
| 5 | a defect of ringproof |
| 130 | interrupted; what was known was printed |

${parts.join('\n')}`;
}
