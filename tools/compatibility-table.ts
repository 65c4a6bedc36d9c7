import { readFileSync } from 'node:fs';
import { BEHAVIOURS, type Transport, behavioursOver } from '../tiers/sdks/service-bus/behaviours.ts';
import { CLIENTS, type Client } from '../tiers/sdks/service-bus/clients.ts';
import type { Compatibility } from '../tiers/sdks/service-bus/compatibility.ts';

/** What the last run of `npm run test:sdks` showed; that run fails when it shows something else. */
const FILE = 'tiers/sdks/service-bus/compatibility.json';
const TRANSPORTS: Record<Transport, string> = { tcp: 'TCP', tls: 'TLS', websocket: 'WebSocket', admin: 'https' };

/** Which official client shows which behaviour over which transport: the generated part of the emulator's README. */
export async function compatibilityTable(): Promise<string> {
  const results = JSON.parse(readFileSync(FILE, 'utf8')) as Compatibility;
  const notes = new Map<string, number>();
  const note = (reason: string) => {
    if (!notes.has(reason)) notes.set(reason, notes.size + 1);
    return `<sup>${notes.get(reason)}</sup>`;
  };
  const cell = ({ id, transports }: Client, behaviour: string): string => {
    const over = transports.filter((transport) => behavioursOver(transport).some((one) => one.id === behaviour));
    const outcomes = over.map((transport) => results[id]?.transports[transport]?.[behaviour] ?? 'not run');
    if (over.length === 0) return '';
    if (outcomes.every((one) => one === 'shown')) return 'yes';
    return [...new Set(outcomes.map((one, index) => one === 'shown' ? TRANSPORTS[over[index] ?? 'tcp'] : one.startsWith('not offered') ? `–${note(one.slice('not offered: '.length))}` : `**${one}**`))].join(', ');
  };
  const rows = BEHAVIOURS.map(({ id, sentence }) => `| \`${id}\` ${sentence} | ${CLIENTS.map((client) => cell(client, id)).join(' | ')} |`);
  const heads = CLIENTS.map(({ id, name }) => [name, results[id]?.version].filter(Boolean).join(' '));
  const settings = CLIENTS.filter((client) => Object.keys(client.settings).length > 0).map(settingsRow);
  return `| behaviour | ${heads.join(' | ')} |
|---|${CLIENTS.map(() => '---').join('|')}|
${rows.join('\n')}

${[...notes].map(([reason, number]) => `<sup>${number}</sup> ${reason}`).join('; ')}.

Beyond the connection string a client must be told:

| client | TLS | WebSocket | administration |
|---|---|---|---|
${settings.join('\n')}
`;
}

const settingsRow = ({ name, settings }: Client): string => `| ${name} | ${settings.tls ?? ''} | ${settings.websocket ?? ''} | ${settings.admin ?? ''} |`;
