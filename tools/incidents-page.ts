import { JOURNEYS } from '#journeys/all';
import { INCIDENTS } from '#ring2/incidents/all';
import { BOUNDARIES, type Incident } from '#ring2/incidents/incident';

/** docs/incidents.md */
export function incidentsPage(): string {
  const boundaries = Object.entries(BOUNDARIES).flatMap(([boundary, name]) => {
    const own = INCIDENTS.filter((one) => one.boundary === boundary);
    return own.length === 0 ? [] : [`## ${boundary}: ${name}

| incident | date | what broke | the switch that puts it back in | what catches it | fault |
|---|---|---|---|---|---|
${own.map(row).join('\n')}
`];
  });
  return `# Incidents

Made by \`npm run docs\` from ring2/incidents and journeys. Each of these ${INCIDENTS.length} incidents of the platform is public (an issue, a commit message or a
document of tracebloc's). \`ringproof ring2 --incidents\` puts each back in: without the switch its check must be green, with it red, by
the check named here and with a message that names the cause. A \`reconstructed\` fault is ours, after the public description; none is a
\`real artefact\` of tracebloc's yet unless its row says so.

${boundaries.join('\n')}
## Journeys

| journey | what it would have caught |
|---|---|
${JOURNEYS.map(({ name, incident }) => `| \`${name}\` | ${cell(incident)} |`).join('\n')}
`;
}

const row = ({ ref, date, broke, switch: wrong, caughtBy: { kind, name }, fault }: Incident): string =>
  `| ${ref} | ${date || 'undated'} | ${cell(broke)} | ${cell(wrong)} | ${kind} \`${name}\` | ${fault} |`;

const cell = (text: string): string => text.replaceAll('|', '\\|');
