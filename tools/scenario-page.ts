import { NOT_PLAYED, SUBJECTS } from '#ring2/drift/catalogue';
import { ORIGINS, type Origin, type Scenario } from '#ring2/drift/scenario';
import { loadScenarios } from '#ring2/drift/scenarios';

const ORIGIN_WORDS: Readonly<Record<Origin, string>> = {
  recorded: 'recorded from Azure', 'azure-tests': "from Azure's published tests", documented: 'documented', assumed: 'assumed',
};

/** How well the emulator's behaviour is known, in one paragraph: the generated part of its README. */
export async function scenarioSummary(): Promise<string> {
  const scenarios = await loadScenarios();
  const subjects = Object.keys(SUBJECTS).length;
  const skipped = Object.keys(NOT_PLAYED).length;
  const count = (origin: Origin) => scenarios.filter((scenario) => scenario.origin === origin).length;
  const origins = ORIGINS.map((origin) => `${ORIGIN_WORDS[origin]}: ${count(origin)}${origin === 'recorded' ? ` of ${scenarios.length}` : ''}`);
  return `${subjects - skipped} of ${subjects} behaviours are played by ${scenarios.length} scenarios ([all of them](../../docs/drift-scenarios.md)), on TCP and on WebSocket.
What the emulator is held to there was ${origins.join('; ')}. Agreement with these shows consistency
with what is published, not proof: that takes a recording of a real namespace.

Not played:
${Object.entries(NOT_PLAYED).map(([id, reason]) => `- ${id}, ${SUBJECTS[id]}: ${reason}.`).join('\n')}
`;
}

/** docs/drift-scenarios.md */
export async function scenarioPage(): Promise<string> {
  const scenarios = await loadScenarios();
  const rows = Object.entries(SUBJECTS).map(([id, subject]) => {
    const own = scenarios.filter(({ ids }) => ids.includes(id));
    return own.length === 0 ? `| ${id} | ${cell(subject)} | *${cell(NOT_PLAYED[id] ?? '')}* | |` : `| ${id} | ${cell(subject)} | ${own.map(({ name }) => `\`${name}\``).join('<br>')} | ${own.map(({ origin }) => origin).join('<br>')} |`;
  });
  return `# Drift scenarios

Made by \`npm run docs\` from ring2/drift/scenarios. *Origin* says what an expectation rests on: \`recorded\` on a real namespace,
\`azure-tests\` (Azure's own live tests assert it), \`documented\`, or \`assumed\` (nothing published says it).

| | behaviour | scenario | origin |
|---|---|---|---|
${rows.join('\n')}

## What each scenario expects

${scenarios.map(paragraph).join('\n')}
`;
}

const paragraph = ({ name, expects, source, tier, contracts }: Scenario): string =>
  `- \`${name}\`${tier === 'fast' ? '' : ` (${tier})`}: ${expects} *${source}*${contracts.length > 0 ? ` — relied on by ${contracts.join(', ')}` : ''}`;

const cell = (text: string): string => text.replaceAll('|', '\\|');
