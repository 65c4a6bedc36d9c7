// The step of action.yml: inputs → ringproof → annotations and outputs → its exit code.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT } from '#core/outcome';
import type { Report } from '#core/report';
import { annotationsOf } from './annotations.ts';
import { argumentsOf } from './arguments.ts';
import { locateIn } from './locate.ts';
import { type Annotation, annotationLine, outputLines, silence } from './workflow-commands.ts';

const { env } = process;
const input = (name: string): string => env[`RINGPROOF_ACTION_${name}`] ?? '';
const root = env['GITHUB_WORKSPACE'] ?? process.cwd();
const cwd = resolve(root, input('DIRECTORY') || '.');
const folder = resolve(cwd, input('REPORT') || 'ringproof-report');
const bin = input('BIN') || fileURLToPath(new URL('../bin.ts', import.meta.url));

interface Ended { code: number; report?: Report; problem: string }

async function ringproof(words: string[]): Promise<Ended> {
  rmSync(join(folder, 'report.json'), { force: true });
  mkdirSync(folder, { recursive: true });
  const split = words.includes('--') ? words.indexOf('--') : words.length;
  const reports = ['json', 'html', 'xml'].map((kind) => `--report=${join(folder, `report.${kind}`)}`);
  const quiet = silence();
  process.stdout.write(`${quiet.begin}\n`);
  const child = spawn(process.execPath, [bin, ...words.slice(0, split), ...reports, ...words.slice(split)], { cwd, env: environment(words[0] ?? ''), stdio: ['ignore', 'inherit', 'pipe'] });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    process.stderr.write(text);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  process.stdout.write(`\n${quiet.end}\n`);
  const file = join(folder, 'report.json');
  const report = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined;
  return { code: code ?? EXIT.defect, ...(report && { report }), problem: told.slice(told.search(/^(RP_[A-Z_]+|\w*Error): /m)).trim() };
}

/** An empty secret is what a fork gets: that is no token. Recording runs the user's program and needs no broker: it sees no token. */
function environment(verb: string): NodeJS.ProcessEnv {
  const given = verb === 'record' ? {} : { PACT_BROKER_BASE_URL: input('BROKER_BASE_URL'), PACT_BROKER_TOKEN: input('BROKER_TOKEN') };
  const others = Object.entries(env).filter(([name]) => !name.startsWith('RINGPROOF_ACTION_'));
  return Object.fromEntries([...others, ...Object.entries(given).filter(([, value]) => value)]);
}

function tell(verb: string, { code, report, problem }: Ended): void {
  const verdict = report?.outcome ?? (code === EXIT.inconclusive ? 'inconclusive' : 'failed');
  const whole: Annotation[] = code === EXIT.passed ? [] : [{ level: 'error', title: `ringproof ${verb}`, message: problem || `ended with ${code}` }];
  const annotations = report ? annotationsOf(report, locateIn(root, relative(root, cwd))) : whole;
  for (const one of annotations.length > 0 ? annotations : whole) process.stdout.write(`${annotationLine(one)}\n`);
  if (env['GITHUB_OUTPUT']) appendFileSync(env['GITHUB_OUTPUT'], outputLines('verdict', verdict) + outputLines('exit-code', String(code)) + outputLines('report', report ? folder : ''));
  // Without a report ringproof itself has written no summary.
  if (!report && env['GITHUB_STEP_SUMMARY']) appendFileSync(env['GITHUB_STEP_SUMMARY'], `### ringproof ${verb}: ${verdict}\n\n~~~text\n${problem.replaceAll('~~~', '')}\n~~~\n\n`);
}

try {
  const words = argumentsOf({ run: input('RUN'), args: input('ARGS'), command: input('COMMAND') });
  const ended = await ringproof(words);
  tell(input('RUN'), ended);
  process.exitCode = ended.code;
} catch (thrown) {
  tell(input('RUN'), { code: EXIT.usage, problem: thrown instanceof Error ? thrown.message : String(thrown) });
  process.exitCode = EXIT.usage;
}
