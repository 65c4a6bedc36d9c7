import { createHash } from 'node:crypto';
import type { Clock } from '#core/clock';
import type { Endpoint } from '#emulators/service-bus/control/control';
import { type ShownEntity, type ShownMessage, entitiesOf } from '#emulators/service-bus/control/entities';
import type { PlannedFault } from '#emulators/service-bus/state/fault-plan';

const MESSAGES = 50;

const STYLE = `
:root{color-scheme:light dark;font:15px/1.45 system-ui,sans-serif}
body{max-width:70rem;margin:1.5rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%;margin:.4rem 0 1.2rem}
th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid color-mix(in srgb,currentColor 18%,transparent);vertical-align:top}
td{overflow-wrap:anywhere;min-width:4rem}
th{white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.quiet{opacity:.65}.dead{color:light-dark(#a11,#f88)}h2{margin:1.6rem 0 .2rem;font-size:1.1rem}
`;
const HASH = createHash('sha256').update(STYLE).digest('base64');
const HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
};

/** `GET /ringproof/`: what is in the namespace, read again every two seconds, without a script. */
export const page: Endpoint = ({ namespace, clock, faults }) => {
  const entities = entitiesOf(namespace, MESSAGES);
  // Almost every dead-letter queue is empty; those that are not are what somebody looks for.
  const shown = entities.filter(({ kind, counts }) => kind !== 'dead-letter' || counts.total > 0);
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="2"><title>${escape(namespace.name)} · Service Bus emulator</title><style>${STYLE}</style></head><body>
<h1>${escape(namespace.name)}</h1><p class="quiet">${clockText(clock)}</p>
${faultTable(faults.list())}${summary(shown)}${shown.filter(({ messages }) => messages.length > 0).map(details).join('')}
</body></html>`;
  return { html, headers: HEADERS };
};

const escape = (text: unknown): string => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
const clockText = (clock: Clock): string => `${'advance' in clock ? 'Virtual clock' : 'Real clock'}: ${escape(new Date(clock.now()).toISOString())}`;
const row = (cells: readonly string[]): string => `<tr>${cells.join('')}</tr>`;
const cell = (value: unknown): string => `<td>${escape(value ?? '')}</td>`;
const count = (value: number): string => `<td class="n">${value === 0 ? '<span class="quiet">0</span>' : value}</td>`;
const head = (...names: string[]): string => row(names.map((name) => `<th>${name}</th>`));

function summary(entities: readonly ShownEntity[]): string {
  if (entities.length === 0) return '<p>There are no entities.</p>';
  const rows = entities.map(({ path, kind, status, counts, receivers }) => row([
    `<td${kind === 'dead-letter' ? ' class="dead"' : ''}>${escape(path)}</td>`, cell(kind), cell(status),
    ...[counts.total, counts.active, counts.locked, counts.deferred, counts.scheduled, receivers].map(count),
  ]));
  return `<table>${head('Entity', 'Kind', 'Status', 'Messages', 'Active', 'Locked', 'Deferred', 'Scheduled', 'Receivers')}${rows.join('')}</table>`;
}

function details({ path, counts, messages }: ShownEntity): string {
  const more = counts.total > messages.length ? `<p class="quiet">The first ${messages.length} of ${counts.total}.</p>` : '';
  return `<h2>${escape(path)}</h2><table>${head('Number', 'Message id', 'State', 'Deliveries', 'Enqueued', 'Session', 'Remarks')}${messages.map(messageRow).join('')}</table>${more}`;
}

const messageRow = (message: ShownMessage): string => row([
  count(message.sequenceNumber), cell(message.messageId), cell(message.state), count(message.deliveryCount),
  cell(message.enqueuedAt), cell(message.sessionId), cell(remarks(message)),
]);

const remarks = (message: ShownMessage): string => [
  message.deadLetterReason, message.deadLetterErrorDescription,
  message.lockedUntil && `locked until ${message.lockedUntil}`,
  message.scheduledAt && `due ${message.scheduledAt}`,
  message.expiresAt && `expires ${message.expiresAt}`,
].filter(Boolean).join(' · ');

function faultTable(faults: readonly PlannedFault[]): string {
  if (faults.length === 0) return '';
  const rows = faults.map(({ id, fault, entity, operation, hits }) => row([count(id), cell(fault), cell(entity ?? 'any'), cell(operation ?? 'any'), count(hits)]));
  return `<h2>Injected faults</h2><table>${head('Id', 'Fault', 'Entity', 'Operation', 'Hits')}${rows.join('')}</table>`;
}
