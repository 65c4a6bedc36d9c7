import { expect, it } from 'vitest';
import { azureSdkJs } from '#ring2/drift/drivers/azure-sdk';
import { perform, runDrift } from '#ring2/drift/run';
import { loadScenarios, selectScenarios } from '#ring2/drift/scenarios';
import { parseTarget } from '#ring2/drift/targets';
import { embeddedTarget } from '#ring2/drift/targets/embedded';
import { playerInThread, threadsFor } from '#ring2/drift/threads/players';

const EMULATORS = [parseTarget('emulator:tcp'), parseTarget('emulator:ws:premium')];
const performanceOf = async (name: string) => selectScenarios(await loadScenarios(), name, 'nightly').flatMap((scenario) => perform(scenario, []))[0] ?? expect.fail(name);

it('a thread plays on its own emulators and shows what this one shows', async () => {
  const options = { left: EMULATORS[0] ?? expect.fail(), right: parseTarget('emulator:ws'), scenarios: 'peek-lock-complete,receive-unknown-entity,sessions-*', payloads: [], jobs: 2 };
  const [here, spread] = [await runDrift(options), await runDrift({ ...options, threads: 2 })];
  expect(here.counts).toEqual(expect.objectContaining({ passed: here.results.length }));
  expect(spread.results).toEqual(here.results);
});

it('tells for each target what it showed, a gap with its reason, and a defect with its words', async () => {
  const targets = [parseTarget('emulator:tcp:official-emulator'), parseTarget('emulator:ws')];
  const player = playerInThread(targets, 2);
  const websocket = await performanceOf('amqp-over-websocket');
  expect(await player.play(websocket)).toMatchObject([{ target: targets[0], recording: { gap: { capability: 'websocket' } } }, { target: targets[1], recording: { transcripts: [{}, {}] } }]);
  await expect(player.play({ ...websocket, scenario: { ...websocket.scenario, name: 'nowhere' } })).rejects.toThrow('there is no scenario nowhere');
  await player.close();
  await expect(player.play(websocket)).rejects.toThrow('ended with code 0');
});

it('an interruption reaches the thread', async () => {
  const interrupted = new AbortController();
  const player = playerInThread(EMULATORS, 2, interrupted.signal);
  interrupted.abort();
  expect(await player.play(await performanceOf('receive-unknown-entity'))).toMatchObject([{ recording: { reason: 'interrupted' } }, { recording: { reason: 'interrupted' } }]);
  await player.close();
});

it.each([[19, 4, 1], [60, 4, 3], [166, 2, 2]])('%i scenarios on %i cores take %i threads', (scenarios, cores, threads) => {
  expect(threadsFor(EMULATORS, scenarios, cores)).toBe(threads);
  expect(threadsFor([parseTarget('emulator:tcp', { driver: 'amqp-go' })], scenarios, cores)).toBe(Math.max(1, Math.min(threads, cores / 2)));
  expect(threadsFor([embeddedTarget('tcp', azureSdkJs), { ...embeddedTarget('tcp', azureSdkJs), clock: 'real' }], scenarios, cores)).toBe(1);
});
