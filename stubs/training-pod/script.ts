import { RingproofError } from '#core/errors';

/**
 * One step of a pod. `epochs N`: posts results of N epochs (all, without N); `upload WHAT`: spoiled as it says; `stale token` and
 * `forge edge` change what all further steps say; `fail`, `killed` and `hang` end it: exit code 1, 137 as the kernel's
 * out-of-memory killer leaves, or not at all.
 */
export type Step =
  | { do: 'resolve' | 'download' | 'flops' | 'stale token' | 'forge edge' | 'fail' | 'killed' | 'hang' }
  | { do: 'epochs'; count?: number }
  | { do: 'upload'; spoiled?: Spoiled };

export const SPOILED = ['nan', 'renamed', 'reshaped', 'malformed'] as const;
export type Spoiled = (typeof SPOILED)[number];

const whole = 'resolve; download; epochs; flops; upload';
/**
 * How a stub pod behaves, as scripts. `honest` does all it should; the others each do one thing wrong, as real pods have:
 * `nan-weights` diverged, `renamed-tensor` and `wrong-shape` trained another model, `malformed-weights` lost values on the way.
 */
export const SCRIPTS = {
  honest: whole,
  'nan-weights': `${whole} nan`,
  'renamed-tensor': `${whole} renamed`,
  'wrong-shape': `${whole} reshaped`,
  'malformed-weights': `${whole} malformed`,
  crash: 'resolve; download; epochs 1; fail',
  'out-of-memory': 'resolve; download; epochs 1; killed',
  endless: 'resolve; download; epochs 1; hang',
  'stale-token': `stale token; ${whole}`,
  'forged-edge': `forge edge; ${whole}`,
} as const;
export type Behaviour = keyof typeof SCRIPTS;
export const BEHAVIOURS = Object.keys(SCRIPTS) as Behaviour[];

const PLAIN = new Set(['resolve', 'download', 'flops', 'stale token', 'forge edge', 'fail', 'killed', 'hang']);

/** Reads the name of a behaviour, or a script: steps with `;` between them. @throws RingproofError `RP_USAGE_VALUE` */
export function readScript(text: string): Step[] {
  const script = Object.entries(SCRIPTS).find(([name]) => name === text)?.[1] ?? text;
  return script.split(';').map((part) => part.trim()).filter((part) => part !== '').map((part): Step => {
    if (PLAIN.has(part)) return { do: part } as Step;
    const [, count] = /^epochs(?: (\d+))?$/.exec(part) ?? [undefined, null];
    if (count !== null) return { do: 'epochs', ...(count !== undefined && { count: Number(count) }) };
    const [, word] = /^upload(?: (\w+))?$/.exec(part) ?? [undefined, null];
    const spoiled = SPOILED.find((one) => one === word);
    if (word === undefined || spoiled) return { do: 'upload', ...(spoiled && { spoiled }) };
    throw new RingproofError('RP_USAGE_VALUE', {
      flag: 'STUB_BEHAVIOUR', value: text,
      expected: `It is one of ${BEHAVIOURS.join(', ')}, or steps with ";" between them: ${[...PLAIN].join(', ')}, epochs N, upload ${SPOILED.join('|')}.`,
    });
  });
}
