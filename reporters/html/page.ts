import { escape } from '#reporters/html/escape';
import type { ContractRow, RunPage } from '#reporters/html/model';
import { sequence } from '#reporters/html/sequence';
import { style } from '#reporters/html/style';
import { mark, table, why } from '#reporters/html/table';

const SAYS = { passed: 'All green', failed: 'Something is red', inconclusive: 'Something could not be told' } as const;

/** The run as one self-contained page: no scripts, no requests, opens from disk. */
export function runPage(run: RunPage): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>ringproof run: ${run.outcome}</title><style>${style}</style></head><body>
<h1>ringproof run <span class="verdict ${run.outcome}">${run.outcome}</span></h1>
<p class="soft">${SAYS[run.outcome]} · ${escape(run.at)} · ${run.seconds.toFixed(1)} s · ringproof ${escape(run.version)}</p>
<nav><a href="#contracts">Contracts</a><a href="#matrix">Matrix</a><a href="#journey">Journey</a><a href="#drift">Drift</a></nav>
${steps(run)}${contracts(run)}${matrix(run)}${journeys(run)}${drift(run)}
</body></html>
`;
}

function steps(run: RunPage): string {
  const longest = Math.max(...run.steps.map(({ seconds }) => seconds), 0.001);
  return `<h2>What happened</h2>${table(['step', 'outcome', 'time', ''], run.steps.map(({ name, outcome, seconds, summary, reasons }) => [
    escape(name), mark(outcome), `<span class="time"><span class="bar" style="width:${((seconds / longest) * 6).toFixed(2)}rem"></span>${seconds.toFixed(1)} s</span>`, `<span class="time">${escape(summary)}</span>${why(reasons)}`]))}`;
}

function contracts(run: RunPage): string {
  const all = run.contracts.flatMap(({ interactions }) => interactions);
  const gating = all.filter(({ gates }) => gates).length;
  return `<h2 id="contracts">Contracts and their evidence</h2>
<p>${all.length} interactions in ${run.contracts.length} contracts. ${gating} gate everywhere; ${all.length - gating} rest on an assumption or an old SDK and gate only ringproof's own virtual platform.
“Recorded” means that a real consumer made the call; “specification” means that ringproof sent it on the consumer's behalf.</p>
${run.contracts.map(contract).join('\n')}`;
}

function contract({ name, interactions }: ContractRow): string {
  const recorded = interactions.filter(({ obtained }) => obtained !== 'specification').length;
  return `<details><summary><strong>${escape(name)}</strong> <span class="soft">${interactions.length === 1 ? '1 interaction' : `${interactions.length} interactions`}, ${recorded} recorded from a consumer</span></summary>
${table(['interaction', 'evidence', 'source', 'obtained', 'gates', 'would have caught'], interactions.map((one) => [
    escape(one.description), escape(one.evidence), escape(one.source), escape(one.obtained), one.gates ? 'everywhere' : 'virtual platform', escape(one.incident)]))}</details>`;
}

function matrix(run: RunPage): string {
  return `<h2 id="matrix">Matrix</h2>${table(['consumer', 'provider', 'verification', 'evidence grade'], run.matrix.map((row) => [
    `${escape(row.consumer)} <span class="soft">${escape(row.consumerVersion)}</span>`, `${escape(row.provider)} <span class="soft">${escape(row.providerVersion)}</span>`, mark(row.outcome), escape(row.grade)]))}
<h3>Can I deploy?</h3>${table(['application', 'answer', 'because'], run.verdicts.map(({ pacticipant, version, verdict, reasons }) => [
    `${escape(pacticipant)} <span class="soft">${escape(version)}</span>`, mark(verdict), why(reasons)]))}`;
}

function journeys(run: RunPage): string {
  return `<h2 id="journey">Journey</h2>${run.journeys.map((journey) => `<h3>${escape(journey.name)} ${mark(journey.outcome)}</h3>
<p>${journey.reason ? `${escape(journey.reason)}<br>` : ''}<span class="soft">Would have caught: ${escape(journey.incident)}</span></p><div class="scroll">${sequence(journey)}</div>`).join('\n')}`;
}

function drift({ drift: { left, right, rows } }: RunPage): string {
  return `<h2 id="drift">Drift</h2><p>${escape(left)} against ${escape(right)}: each scenario ran twice on each side, then the transcripts were compared.</p>
${table(['scenario', 'outcome', 'finding', 'contracts that rely on it', 'source'], rows.map((row) => [
    escape(row.scenario), mark(row.outcome), escape(row.finding), escape(row.contracts.join(', ')), escape(row.source)]))}`;
}
