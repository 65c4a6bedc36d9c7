import { sha1 } from '#broker/hash';
import type { Broker, PacticipantSummary } from '#broker/broker';
import { type Expectation, originOf } from '#broker/explain/origin';
import { type Asked, nextStep } from '#broker/explain/next-step';
import { interactionId, interactionsOf } from '#broker/rules/content';
import type { Deployability } from '#broker/rules/deployability';
import type { Explanation, FailureOrigin, Owner } from '#broker/rules/explanation';
import type { MatrixRow } from '#broker/rules/matrix-row';
import { type Reason, classOf } from '#broker/rules/reasons';
import { parseLossless } from '#core/lossless-json';

type Sources = Pick<Broker, 'pacticipants' | 'matrix' | 'pact'>;

/** Why a verdict is not a yes, each reason with its origin, its owner and what to do next; from nothing but what every Pact Broker can be asked. */
export async function explain(broker: Sources, asked: Asked, { reasons, rows }: Deployability): Promise<Explanation[]> {
  const errors = reasons.filter((reason) => classOf(reason) === 'error');
  if (errors.length === 0) return [];
  const applications = await broker.pacticipants();
  const histories = new Map<string, Promise<MatrixRow[]>>();
  const historyOf = (consumer: string, provider: string) => {
    const key = JSON.stringify([consumer, provider]);
    const history = histories.get(key) ?? broker.matrix({ selectors: [{ pacticipant: consumer }, { pacticipant: provider }] });
    histories.set(key, history);
    return history;
  };
  const explanations: Explanation[] = [];
  for (const reason of errors) {
    const row = 'consumer' in reason ? rows.find((one) => isOf(one, reason)) : undefined;
    const history = 'consumer' in reason && (reason.type === 'verification-failed' || reason.type === 'not-verified') ? await historyOf(reason.consumer.pacticipant, reason.provider.pacticipant) : [];
    const origins = reason.type === 'verification-failed' && row ? await originsOf(broker, row, history) : [];
    const owner = ownerOf(reason, origins, applications);
    const next = nextStep(reason, { asked, row, origins, history, owner });
    explanations.push({ reason, origins, ...(owner && { owner }), ...(next && { next }) });
  }
  return explanations;
}

const isOf = ({ consumer, provider }: MatrixRow, reason: Extract<Reason, { consumer: unknown }>): boolean =>
  consumer.name === reason.consumer.pacticipant && provider.name === reason.provider.pacticipant
  && consumer.version.number === (reason.consumer.number ?? consumer.version.number) && provider.version?.number === (reason.provider.number ?? provider.version?.number);

async function originsOf(broker: Sources, row: MatrixRow, history: readonly MatrixRow[]): Promise<FailureOrigin[]> {
  const expectation = expectationIn(broker, row);
  const interactions = new Set(row.verification?.failures.map(({ interaction }) => interaction));
  const origins: FailureOrigin[] = [];
  for (const interaction of interactions) {
    const origin = await originOf(row, interaction, history, expectation);
    if (origin) origins.push(origin);
  }
  return origins;
}

/** Reads each pact once. An interaction is known by its description, or by its id where a result names no other. */
function expectationIn(broker: Sources, { consumer, provider }: MatrixRow): Expectation {
  const read = new Map<string, Promise<Map<string, string>>>();
  const interactionsIn = async (version: string) => {
    const text = await broker.pact(consumer.name, version, provider.name);
    const document = parseLossless(text ?? '{}');
    return new Map(interactionsOf(document).flatMap((one) => {
      const id = interactionId(document, one, sha1);
      return [[id, id], ...(one.description === undefined ? [] : [[one.description, id]])] as [string, string][];
    }));
  };
  return async (version, interaction) => {
    const known = read.get(version) ?? interactionsIn(version);
    read.set(version, known);
    return (await known).get(interaction);
  };
}

/** Whoever moved last must act; an expectation that was never met is its consumer's. What was not verified, or not well enough, is the provider's. */
function ownerOf(reason: Reason, origins: readonly FailureOrigin[], applications: readonly PacticipantSummary[]): Owner | undefined {
  const described = (pacticipant: string, role: Owner['role']): Owner => {
    const { repositoryUrl, mainBranch } = applications.find(({ name }) => name === pacticipant) ?? {};
    return { pacticipant, role, ...(repositoryUrl !== undefined && { repositoryUrl }), ...(mainBranch !== undefined && { mainBranch }) };
  };
  if (reason.type === 'version-does-not-exist') {
    const { pacticipant } = reason.selector;
    const consumes = applications.some(({ name, providers }) => name === pacticipant && providers.length > 0);
    return described(pacticipant, consumes ? 'consumer' : 'provider');
  }
  if (!('consumer' in reason)) return undefined;
  // One broken promise outweighs new wishes: without it the provider was still good for what it had been good for.
  const byConsumer = reason.type === 'verification-failed' && origins.length > 0 && origins.every(({ changedBy }) => changedBy === 'consumer');
  return byConsumer ? described(reason.consumer.pacticipant, 'consumer') : described(reason.provider.pacticipant, 'provider');
}
