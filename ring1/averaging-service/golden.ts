import { readFile } from 'node:fs/promises';
import { AVERAGING_RULES, type AveragingRule, type Contribution, average } from '#emulators/platform/averaging-service/state-average';
import type { Row } from '#ring1/row';
import { type Steps, outcomeOf } from '#ring1/steps';

/** The very file that the averaging-service's own pytest reads. */
const GOLDEN = new URL('../kits/averaging-service/tests/golden_average.json', import.meta.url);

interface GoldenCase {
  name: string;
  participants: Contribution[];
  averages: Record<AveragingRule, Record<string, number[]>>;
}

export const averagingGolden: Row = {
  name: 'averaging-service golden values',
  repository: 'averaging-service',
  wording: 'Golden-value test: 3 real PyTorch state-dicts on disk, run Average.convert_weights(), assert against hand-computed averaged weights',
  incident: 'weights averaged in the order of a list instead of by name: SDK 0.6.x exports lists without names (tracebloc_package general_utils.get_model_parameters)',
  ranBy: 'stand-in',
  file: 'ring1/averaging-service/golden.ts',
  run: () => outcomeOf('averaging-service', walk),
};

async function walk({ expect }: Steps): Promise<void> {
  const { cases } = JSON.parse(await readFile(GOLDEN, 'utf8')) as { cases: GoldenCase[] };
  if (cases.length === 0) throw new Error('the golden file has no case');
  for (const { name, participants, averages } of cases) {
    for (const rule of AVERAGING_RULES) {
      const averaged = Object.fromEntries(average(rule, participants).map((tensor) => [tensor.name, tensor.values]));
      expect(`${name}, ${rule}`, averages[rule], averaged);
      expect(`${name}, ${rule}: nothing more`, Object.keys(averages[rule]).sort(), Object.keys(averaged).sort());
    }
  }
}
