import { obtainedOf } from '#broker/rules/obtained';
import { sha256 } from '#broker/hash';
import type { Fact } from '#broker/ledger/facts';
import type { Ledger, Writer } from '#broker/ledger/ledger';
import type { View } from '#broker/ledger/view';
import type { Step, Target } from '#broker/moving/history';
import { historyOf } from '#broker/moving/read-ledger';
import { contentOf } from '#broker/operations/publish';
import { READER } from '#broker/webhooks/dispatch';
import { RingproofError } from '#core/errors';

/** A ledger whose clock tells the time of what is brought into it. */
export interface Sundial { now: number }

/** Brings a history into a ledger that was opened with a clock set by `sundial`: each fact gets the time that it has in the source. */
export function intoLedger(ledger: Ledger, sundial: Sundial): Target {
  let later = 0;
  return {
    history: async () => historyOf(ledger),
    async apply(step) {
      const text = step.kind === 'pact' ? await step.pact.text() : '';
      sundial.now = step.at;
      try {
        return ledger.change((view, writer) => {
          if (writer.now() > step.at) later++;
          return silently(view, writer, () => add(view, writer, step, text));
        });
      } catch (thrown) {
        if (thrown instanceof RingproofError && thrown.code === 'RP_PACT_UNREADABLE') return thrown.message;
        throw thrown;
      }
    },
    notes: () => (later > 0 ? [`${later} came after what is here already: they have the time of the newest fact, not their own.`] : []),
  };
}

/** What happened elsewhere long ago is no event for the webhooks here. */
function silently(view: View, writer: Writer, act: () => string | undefined): string | undefined {
  const before = view.lastFact();
  const hasReadAll = (view.reader(READER) ?? before) === before;
  const problem = act();
  if (hasReadAll) writer.readUpTo(READER, view.lastFact());
  return problem;
}

function add(view: View, writer: Writer, step: Step, text: string): string | undefined {
  if (step.kind === 'pact') {
    const { consumer, version, provider } = step.pact;
    const address = sha256(text);
    writer.keep(address, text);
    writer.add({ kind: 'pact-published', consumer, version, provider, sha: contentOf(consumer, provider, text).sha, text: address, obtained: obtainedOf(JSON.parse(text)) });
    return undefined;
  }
  if (step.kind === 'stay' && !view.environment(step.stay.environment)) return `there is no environment ${step.stay.environment}`;
  for (const fact of factsOf(view, step)) writer.add(fact);
  return undefined;
}

function factsOf(view: View, step: Exclude<Step, { kind: 'pact' }>): Fact[] {
  switch (step.kind) {
    case 'pacticipant':
      return [{ kind: 'pacticipant-described', name: step.pacticipant.name, ...step.pacticipant.details }];
    case 'label':
      return [{ kind: 'label-set', pacticipant: step.pacticipant, label: step.label }];
    case 'version':
      return [{ kind: 'version-recorded', pacticipant: step.pacticipant, version: step.number, ...(step.buildUrl !== undefined && { buildUrl: step.buildUrl }) }];
    case 'branch':
      return [{ kind: 'branch-joined', pacticipant: step.pacticipant, version: step.number, branch: step.branch }];
    case 'tag':
      return [{ kind: 'tag-set', pacticipant: step.pacticipant, version: step.number, tag: step.tag }];
    case 'result': {
      const { wip, consumer: from, provider: to, sha, providerVersion, success, buildUrl, testResults, verifiedBy } = step.result;
      const { consumer, version, provider } = step.pact;
      return [{
        kind: 'verification-published', consumer: from, provider: to, sha: view.pact(consumer, version, provider)?.sha ?? sha, providerVersion, success, ...(wip && { wip }),
        ...(buildUrl !== undefined && { buildUrl }), ...(testResults !== undefined && { testResults }), ...(verifiedBy && { verifiedBy }),
      }];
    }
    case 'environment': {
      const { uuid, name, displayName, production, contacts } = step.environment;
      return [{ kind: 'environment-described', uuid, name, displayName, production, ...(contacts !== undefined && { contacts }) }];
    }
    case 'stay': {
      const { uuid, kind, pacticipant, version, instance } = step.stay;
      const environment = view.environment(step.stay.environment)?.uuid ?? '';
      return [{ kind, uuid, pacticipant, version, environment, ...(kind === 'deployed' && instance !== undefined && { instance }) }];
    }
    case 'end': {
      const { uuid, kind, pacticipant, version, instance = null } = step.stay;
      const environment = view.environment(step.stay.environment)?.uuid ?? '';
      const stay = view.stay(uuid) ?? view.stays({ kind, environment, pacticipant, version, now: true }).find((one) => one.instance === instance);
      return stay?.endedAt === null ? [{ kind: stay.kind === 'deployed' ? 'undeployed' : 'support-ended', uuid: stay.uuid }] : [];
    }
    case 'webhook':
      return [{ kind: 'webhook-described', ...step.webhook, enabled: step.enabled }];
  }
}
