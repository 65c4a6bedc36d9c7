// Executes the steps of a workflow in a scratch folder: scripts for real, our own action for real, other people's actions by
// stand-ins that do the one thing the steps behind them rely on. An action without a stand-in fails.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Contexts, filled, isDue, valueOf } from './expressions.ts';
import { type Job, type Step, type Workflow, isOwnAction, readAction } from './yaml.ts';

/** The checkout of ringproof: its own action, whose dependencies are there already. */
export const ROOT = resolve(import.meta.dirname, '../..');

export interface Event {
  workspace: string;
  inputs?: Record<string, unknown>;
  secrets?: Record<string, string>;
  github?: Record<string, unknown>;
  env?: Record<string, string>;
  /** For the matrix: which of its combinations. */
  matrix?: Record<string, string>;
}

export interface Ran { failed: boolean; steps: { step: Step; ran: boolean; outcome: string; output: string }[]; outputs: Record<string, string>; summary: string }

interface Scope { contexts: Contexts; env: Record<string, string>; cwd: string; outputs: Record<string, { outputs: Record<string, string> }>; secrets: string[]; path: string[] }
interface Ended { ok: boolean; outputs: Record<string, string>; output: string }

/** Inputs as GitHub hands them over: an unknown one is refused, a missing one refused or set to its default. */
function inputsOf(known: Record<string, { required?: boolean; default?: unknown }>, given: Record<string, unknown>, of: string): Record<string, unknown> {
  const unknown = Object.keys(given).filter((name) => !(name in known));
  if (unknown.length > 0) throw new Error(`${of} has no input ${unknown.join(', ')}`);
  return Object.fromEntries(Object.entries(known).map(([name, { required, default: value = '' }]) => {
    if (required && given[name] === undefined) throw new Error(`${of} needs the input ${name}`);
    return [name, given[name] ?? value];
  }));
}

/** Runs the one job of a workflow. */
export function runWorkflow(workflow: Workflow, event: Event): Ran {
  const [job] = Object.values(workflow.jobs) as [Job];
  const call = workflow.on['workflow_call'];
  const github = { event_name: 'push', event: {}, sha: 'a'.repeat(40), ref_name: 'main', head_ref: '', repository: 'acme/shop', server_url: 'https://github.com', run_id: 1, token: 'github-token', workspace: event.workspace, ...event.github };
  const contexts: Contexts = { github, inputs: call && event.inputs ? inputsOf(call.inputs ?? {}, event.inputs, 'the workflow') : {}, secrets: event.secrets ?? {}, runner: { os: 'Linux', arch: 'X64' }, matrix: event.matrix ?? {}, env: {}, steps: {} };
  const rows = Object.entries(job.strategy?.matrix ?? {});
  for (const [name, values] of rows) if (!(valueOf(values, contexts) as unknown[]).includes(event.matrix?.[name])) throw new Error(`the matrix has no ${name} ${event.matrix?.[name]}`);
  const files = join(event.workspace, '.runner');
  mkdirSync(files, { recursive: true });
  writeFileSync(join(files, 'event.json'), JSON.stringify(github.event));
  for (const name of ['summary', 'output']) writeFileSync(join(files, name), '');
  const base = { PATH: process.env['PATH'] ?? '', HOME: event.workspace, CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: event.workspace, GITHUB_EVENT_NAME: github.event_name, GITHUB_REPOSITORY: github.repository, GITHUB_SHA: github.sha, GITHUB_EVENT_PATH: join(files, 'event.json'), GITHUB_STEP_SUMMARY: join(files, 'summary'), GITHUB_OUTPUT: join(files, 'output'), ...event.env };
  const scope: Scope = { contexts, env: base, cwd: event.workspace, outputs: {}, secrets: Object.values(event.secrets ?? {}), path: [] };
  addEnv(scope, { ...workflow.env, ...job.env });
  const ran = runSteps(job.steps, scope);
  const outputs = Object.fromEntries(Object.entries(job.outputs ?? {}).map(([name, text]) => [name, filled(text, { ...contexts, steps: scope.outputs })]));
  return { ...ran, outputs, summary: readFileSync(join(files, 'summary'), 'utf8') };
}

function addEnv(scope: Scope, more: Record<string, unknown> = {}): void {
  for (const [name, value] of Object.entries(more)) scope.env[name] = filled(String(value), { ...scope.contexts, env: scope.env });
}

function runSteps(steps: Step[], scope: Scope): Pick<Ran, 'failed' | 'steps'> {
  let failed = false;
  const told = steps.map((step) => {
    const contexts = { ...scope.contexts, env: scope.env, steps: scope.outputs };
    if (!isDue(step.if, contexts, failed)) return { step, ran: false, outcome: 'skipped', output: '' };
    const inner: Scope = { ...scope, contexts, env: { ...scope.env } };
    addEnv(inner, step.env);
    const ended = step.run === undefined ? runAction(step, inner) : runScript(step, inner);
    if (step.id) scope.outputs[step.id] = { outputs: ended.outputs };
    failed ||= !ended.ok;
    return { step, ran: true, outcome: ended.ok ? 'success' : 'failure', output: ended.output };
  });
  return { failed, steps: told };
}

function runScript({ run = '', 'working-directory': folder = '.' }: Step, { contexts, env, cwd, secrets, path }: Scope): Ended {
  const script = filled(run, contexts);
  const leaked = secrets.find((secret) => script.includes(secret));
  if (leaked) throw new Error(`a secret stands in the script: ${run}`);
  writeFileSync(env['GITHUB_OUTPUT'] ?? '', '');
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd: join(cwd, folder), env: { ...env, PATH: [...path, env['PATH']].join(':') }, encoding: 'utf8' });
  return { ok: status === 0, outputs: readOutputs(readFileSync(env['GITHUB_OUTPUT'] ?? '', 'utf8')), output: `${stdout}${stderr}` };
}

/** `name=value` and `name<<MARK … MARK`. */
function readOutputs(text: string): Record<string, string> {
  const blocks = [...text.matchAll(/^([\w-]+)<<(.+)\n([\s\S]*?)\n?\2$/gm)].map(([, name = '', , value = '']) => [name, value]);
  const lines = [...text.replace(/^([\w-]+)<<(.+)\n[\s\S]*?\n?\2$/gm, '').matchAll(/^([\w-]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]);
  return Object.fromEntries([...blocks, ...lines]) as Record<string, string>;
}

function runAction({ uses = '', with: given = {} }: Step, scope: Scope): Ended {
  const values = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, filled(String(value), scope.contexts)]));
  if (isOwnAction(uses)) return runOwn(values, scope);
  const standIn = STAND_INS[uses.split('@')[0] ?? ''];
  if (!standIn) throw new Error(`nothing stands in for ${uses}`);
  return { ok: standIn(values, scope), outputs: uses.startsWith('actions/cache@') ? { 'cache-hit': 'true' } : {}, output: '' };
}

function runOwn(given: Record<string, string>, scope: Scope): Ended {
  const action = readAction(join(ROOT, 'action.yml'));
  const inputs = inputsOf(action.inputs, given, 'the action');
  // A composite action sees neither secrets nor the steps of its caller.
  const contexts = { github: { ...(scope.contexts['github'] as object), action_path: ROOT }, runner: scope.contexts['runner'], inputs, env: scope.env };
  const inner: Scope = { ...scope, contexts, outputs: {} };
  const { failed, steps } = runSteps(action.runs.steps, inner);
  const outputs = Object.fromEntries(Object.entries(action.outputs).map(([name, { value }]) => [name, filled(value, { ...contexts, steps: inner.outputs })]));
  return { ok: !failed, outputs, output: steps.map(({ output }) => output).join('') };
}

const STAND_INS: Record<string, (given: Record<string, string>, scope: Scope) => boolean> = {
  'actions/checkout': () => true,
  'actions/setup-node': (_, { path }) => path.push(dirname(process.execPath)) > 0,
  'actions/cache': ({ path = '' }) => existsSync(path),
  // What it is told to keep must be there.
  'actions/upload-artifact': ({ path = '' }, { cwd }) => existsSync(resolve(cwd, path)),
};
