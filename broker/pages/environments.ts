import type { View } from '#broker/ledger/view';
import { frame, table } from '#broker/pages/frame';
import { html } from '#broker/pages/html';
import { age, application } from '#broker/pages/words';

/** What is where now. */
export const environmentsPage = (view: View, now: number): string => frame('Environments', html`${view.environments().map(({ uuid, name, production }) => html`<h2>${name}${production && html` <span class="soft">production</span>`}</h2>
${table(['application', 'version', 'how', 'since'], view.stays({ environment: uuid, now: true }).map(({ pacticipant, version, kind, instance, createdAt }) => [
  application(pacticipant), html`${version}`, html`${kind}${instance !== null && html` as ${instance}`}`, age(createdAt, now)]))}`)}`);
