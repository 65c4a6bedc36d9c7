import type { Contract, HttpInteraction, Interaction, MessageInteraction } from '#core/contract';
import { contractName } from '#core/contract';
import { RingproofError } from '#core/errors';
import type { PactFile, PactInteraction } from '#core/pact';
import { inPool } from '#core/pool';
import { type Progress, silent } from '#core/report';
import { type ReifiedMessage, describeMessage } from '#engine/native/message';
import { startMockServer } from '#engine/native/mock-server';
import { createScratch } from '#engine/native/scratch';
import { assemblePact } from '#engine/record/assemble';
import { drive } from '#engine/record/drive';
import { brokenExamples } from '#engine/record/own-examples';
import { type Origin, withProvenance } from '#engine/record/provenance';

/** More at once is slower: the engine's own threads already keep two cores busy. */
const AT_ONCE = 2;

/**
 * Records a contract by sending each of its own examples through Pact's V4 mock server, and its messages through V4
 * message pacts. Nothing is written to the pacts folder.
 * @param previous the pact recorded before: an unchanged interaction that a real consumer made keeps saying so
 * @throws RingproofError `RP_RECORD_MISMATCH` when Pact refuses an example, `RP_CONTRACT_DUPLICATE`
 */
export async function recordSpecification(contract: Contract, previous?: PactFile, progress: Progress = silent): Promise<PactFile> {
  const recorded = await recordEach(contract, contract.interactions, progress);
  const origin: Origin = { obtained: 'specification' };
  return assemblePact(contract, recorded.map(({ interaction, written }) => withProvenance(written, interaction, origin, previous)));
}

/** Given a message as Pact reifies it; resolves when the consumer has processed it. */
export type Deliver = (message: ReifiedMessage) => Promise<void>;

/**
 * Like {@link recordSpecification}, with each message handed to a real consumer, which is named by `by`.
 * @throws RingproofError `RP_RECORD_MISMATCH` when the consumer rejects a message
 */
export async function recordMessages(contract: Contract, by: string, deliver: Deliver, previous?: PactFile): Promise<PactFile> {
  const recorded = await recordEach(contract, contract.interactions, silent, deliver);
  return assemblePact(
    contract,
    recorded.map(({ interaction, written }) =>
      withProvenance(written, interaction, interaction.kind === 'message' ? { obtained: 'recorded', by } : { obtained: 'specification' }, previous)),
  );
}

interface Recorded { interaction: Interaction; written: PactInteraction }

/** Records the given interactions of a contract, in their order. */
export async function recordEach(contract: Contract, interactions: Interaction[], progress: Progress, deliver?: Deliver): Promise<Recorded[]> {
  using scratch = createScratch();
  const name = contractName(contract);
  let done = 0;
  // Awaited: the scratch folder lives as long as this function runs.
  return await inPool(AT_ONCE, interactions, async (interaction) => {
    const fail = (problem: string) => new RingproofError('RP_RECORD_MISMATCH', { contract: name, problem: `"${interaction.description}": ${problem}` });
    const [broken] = brokenExamples(interaction);
    if (broken) throw fail(broken);
    const folder = scratch.folder();
    const written = interaction.kind === 'http' ? await recordHttp(interaction, folder, fail) : await recordMessage(interaction, folder, fail, deliver);
    progress.step(`recording ${name}`, ++done, interactions.length);
    return { interaction, written };
  });
}

type Fail = (problem: string) => RingproofError;

async function recordHttp(interaction: HttpInteraction, folder: string, fail: Fail): Promise<PactInteraction> {
  using mock = await startMockServer(interaction);
  const { status } = await drive(interaction, mock.port);
  const problem = mock.problem();
  if (problem !== undefined) throw fail(problem);
  if (status !== interaction.response.status) throw fail(`Pact answered ${status} instead of ${interaction.response.status}`);
  return mock.recorded(folder);
}

async function recordMessage(interaction: MessageInteraction, folder: string, fail: Fail, deliver?: Deliver): Promise<PactInteraction> {
  const described = await describeMessage(interaction);
  try {
    await deliver?.(described.message);
  } catch (rejected) {
    throw fail(`the consumer rejected the message: ${rejected instanceof Error ? rejected.message : String(rejected)}`);
  }
  return described.recorded(folder);
}
