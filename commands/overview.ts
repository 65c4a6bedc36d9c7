import { verbs } from '#commands/verbs';

/** The text of `ringproof --help`. */
export function overview(): string {
  const lines = Object.entries(verbs).map(([name, { summary }]) => `  ${name.padEnd(20)} ${summary}`);
  return `ringproof: contracts recorded from real consumers, replayed against stubs, emulators, containers and the live platform.

Usage: ringproof <verb> [options]        ringproof <verb> --help

${lines.join('\n')}

Every verb takes --json (one document on stdout) and --report FILE (.xml, .md, .html, .json).
Exit codes: 0 yes · 1 the answer is no · 2 usage · 3 could not tell · 4 policy · 5 a defect of ringproof · 130 interrupted
`;
}
