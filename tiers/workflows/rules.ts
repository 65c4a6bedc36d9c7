import { RUNS } from '../../action/arguments.ts';
import { type Action, type Job, type Step, type Workflow, isOwnAction } from './yaml.ts';

/** Inputs of other people's actions that we use, as their action.yml names them: actionlint knows them by tag only, not by commit. */
const INPUTS: Record<string, string[]> = {
  'actions/checkout': ['persist-credentials', 'fetch-depth', 'ref'],
  'actions/setup-node': ['node-version', 'package-manager-cache'],
  'actions/cache': ['path', 'key'],
  'actions/upload-artifact': ['name', 'path', 'retention-days'],
};

/** What actionlint does not say, as sentences; none for a good workflow. `text` is the file, for the comment beside a pin. */
export function complaints(workflow: Workflow, text: string, own: Action): string[] {
  const found: string[] = [];
  if (workflow.permissions === undefined) found.push('no permissions: the token would have what the repository gives by default');
  for (const [name, job] of Object.entries(workflow.jobs)) {
    if (job['timeout-minutes'] === undefined) found.push(`${name}: no timeout-minutes`);
    for (const step of job.steps) found.push(...[...stepComplaints(step, text, own), ...permissionComplaints(step, job, workflow)].map((words) => `${name}: ${words}`));
  }
  return found;
}

function stepComplaints({ uses, run, with: given = {} }: Step, text: string, own: Action): string[] {
  const found: string[] = [];
  // An expression in a script is pasted into it: what it holds becomes shell, and a secret a word of a command line.
  if (run?.includes('${{')) found.push(`an expression inside a script: ${run.trim()}`);
  if (uses === undefined) return found;
  if (isOwnAction(uses)) {
    const wrong = Object.keys(given).filter((name) => !(name in own.inputs));
    const missing = Object.entries(own.inputs).filter(([name, { required }]) => required && !(name in given)).map(([name]) => name);
    if (wrong.length > 0) found.push(`ringproof has no input ${wrong.join(', ')}`);
    if (missing.length > 0) found.push(`ringproof needs the input ${missing.join(', ')}`);
    if (given['run'] !== undefined && !(RUNS as readonly unknown[]).includes(given['run'])) found.push(`ringproof does not run ${given['run']}`);
    for (const name of ['args', 'command']) if (/secrets\.|github\.token/.test(`${given[name]}`)) found.push(`a secret on the command line: ${name}`);
  } else if (!uses.startsWith('./')) {
    const known = INPUTS[uses.split('@')[0] ?? ''];
    if (!known) found.push(`${uses} is not among the actions that are known here`);
    found.push(...Object.keys(given).filter((name) => known && !known.includes(name)).map((name) => `${uses} has no input ${name}`));
    if (!/@[0-9a-f]{40}$/.test(uses)) found.push(`${uses} is not pinned by a commit`);
    else if (!new RegExp(`${uses} # v\\d+\\.\\d+\\.\\d+\\n`).test(text)) found.push(`${uses} has no version in a comment`);
  }
  return found;
}

/** What a step does, and the permission that it needs for it. */
const NEEDS: [permission: string, level: string, needed: (step: Step) => boolean][] = [
  ['contents', 'read', ({ uses = '' }) => uses.startsWith('actions/checkout@')],
  ['issues', 'write', ({ with: given = {} }) => /--issue\s+upsert/.test(`${given['args']}`)],
];

function permissionComplaints(step: Step, job: Job, workflow: Workflow): string[] {
  const granted = (job.permissions ?? workflow.permissions ?? {}) as Record<string, string>;
  return NEEDS.filter(([name, level, needed]) => needed(step) && granted[name] !== level && granted[name] !== 'write').map(([name, level]) => `needs the permission ${name}: ${level}`);
}
