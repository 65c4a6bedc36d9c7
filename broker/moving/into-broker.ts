import type { History, Pact, Stay, Step, Target } from '#broker/moving/history';
import { hrefOf, listAt, textAt } from '#broker/remote/hal';
import type { Http } from '#broker/remote/http';
import { publish } from '#broker/remote/publish';
import { pactOfResultsUrl, paths } from '#broker/rules/paths';
import { RingproofError } from '#core/errors';

/** Errors that concern one thing only: the others can still be brought. */
const OF_ONE_THING = new Set(['RP_BROKER_REFUSED', 'RP_BROKER_CONFLICT', 'RP_BROKER_SIMILAR_NAME', 'RP_PACT_UNREADABLE']);

/** Brings a history into any Pact Broker. The broker gives everything its own time. */
export function intoBroker(http: Http, history: () => Promise<History>): Target {
  const environments = new Map<string, string>();
  const contents = new Map<string, string>();
  const uuidOf = async (name: string): Promise<string> => {
    if (!environments.has(name)) {
      const { body } = await http.get(paths.environments);
      for (const one of listAt(body, '_embedded', 'environments')) environments.set(textAt(one, 'name') ?? '', textAt(one, 'uuid') ?? '');
    }
    return environments.get(name) ?? '';
  };
  const addressOf = async ({ consumer, version, provider, sha }: Pact): Promise<string> => {
    const key = JSON.stringify([consumer, provider, sha]);
    const known = contents.get(key);
    if (known !== undefined) return known;
    const { body } = await http.get(paths.pact(provider, consumer, version));
    const address = pactOfResultsUrl(hrefOf(body, 'pb:publish-verification-results') ?? '')?.sha ?? sha;
    contents.set(key, address);
    return address;
  };
  return {
    history,
    notes: () => [],
    async apply(step) {
      try {
        await applyStep(http, step, uuidOf, addressOf);
        return undefined;
      } catch (thrown) {
        if (thrown instanceof RingproofError && OF_ONE_THING.has(thrown.code) && thrown.values['status'] !== 401 && thrown.values['status'] !== 403) return thrown.message;
        throw thrown;
      }
    },
  };
}

/** "w=true" in the form of the address that a broker gives a pact in progress. */
const IN_PROGRESS = Buffer.from('w=true').toString('base64url');

async function applyStep(http: Http, step: Step, uuidOf: (environment: string) => Promise<string>, addressOf: (pact: Pact) => Promise<string>): Promise<void> {
  switch (step.kind) {
    case 'pacticipant': {
      const { name, details } = step.pacticipant;
      await (step.isNew ? http.send('POST', '/pacticipants', { name, ...details }) : http.send('PATCH', paths.pacticipant(name), details));
      return;
    }
    case 'label':
      await http.send('PUT', paths.label(step.pacticipant, step.label), {});
      return;
    case 'version':
      await http.send('PUT', paths.version(step.pacticipant, step.number), step.buildUrl === undefined ? {} : { buildUrl: step.buildUrl });
      return;
    case 'branch':
      await http.send('PUT', paths.branchVersion(step.pacticipant, step.branch, step.number), {});
      return;
    case 'tag':
      return tag(http, step);
    case 'pact': {
      const { consumer, version, provider, text } = step.pact;
      await publish(http, { consumer, version, pacts: [{ provider, text: await text() }] });
      return;
    }
    case 'result': {
      const { consumer, provider, providerVersion, success, wip, buildUrl, testResults, verifiedBy } = step.result;
      const content = paths.pactVersion(provider, consumer, await addressOf(step.pact));
      await http.send('POST', paths.results(paths.withMetadata(content, wip ? IN_PROGRESS : '')), {
        providerApplicationVersion: providerVersion, success, ...(buildUrl !== undefined && { buildUrl }), ...(testResults !== undefined && { testResults }), ...(verifiedBy && { verifiedBy }),
      });
      return;
    }
    case 'environment': {
      const { name, displayName, production, contacts } = step.environment;
      await http.send('POST', paths.environments, { name, displayName, production, ...(contacts !== undefined && { contacts }) });
      return;
    }
    case 'stay': {
      const { kind, pacticipant, version, environment, instance } = step.stay;
      await http.send('POST', paths.stays(pacticipant, version, await uuidOf(environment), kind), instance === undefined ? {} : { applicationInstance: instance, target: instance });
      return;
    }
    case 'end':
      return end(http, step.stay, await uuidOf(step.stay.environment));
    case 'webhook': {
      const { uuid, consumer, consumerLabel, provider, providerLabel, events, enabled, ...rest } = step.webhook;
      const party = (key: 'consumer' | 'provider', name: string | undefined, label: string | undefined) => (name === undefined && label === undefined ? {} : { [key]: { name, label } });
      await http.send('PUT', paths.webhook(uuid), { ...rest, ...party('consumer', consumer, consumerLabel), ...party('provider', provider, providerLabel), enabled: step.enabled && enabled, events: events.map((name) => ({ name })) });
    }
  }
}

/** A broker takes the first tag of a new version for its branch; where the source has no such branch, it goes again. */
async function tag(http: Http, { pacticipant, number, tag: name, branches, allBranches }: Extract<Step, { kind: 'tag' }>): Promise<void> {
  await http.send('PUT', paths.tag(pacticipant, number, name), {});
  if (branches.length > 0) return;
  if (allBranches.includes(name)) await http.send('DELETE', paths.branchVersion(pacticipant, name, number), undefined);
  else await http.send('DELETE', paths.branch(pacticipant, name), undefined);
}

/** Of a version only one stay at a time goes on at one place. */
async function end(http: Http, { kind, pacticipant, version, instance }: Stay, environment: string): Promise<void> {
  const { body } = await http.get(paths.stays(pacticipant, version, environment, kind));
  const flag = kind === 'deployed' ? 'currentlyDeployed' : 'currentlySupported';
  const stay = listAt(body, '_embedded', `${kind}Versions`).find((one) => one[flag] === true && (textAt(one, 'applicationInstance') ?? textAt(one, 'target')) === instance);
  if (stay) await http.send('PATCH', hrefOf(stay, 'self') ?? paths.stay(textAt(stay, 'uuid') ?? '', kind), { [flag]: false });
}
