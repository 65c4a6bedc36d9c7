/** One measured line of `npm run bench`: a value, what it is held against in the same run, and whether the goal is met. */
export interface BenchResult {
  name: string;
  value: number;
  unit: string;
  peer: string;
  peerValue: number;
  /** How many times better than the peer; above 1 is better, whatever the unit. */
  ratio: number;
  goal: string;
  met: boolean;
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('the median of nothing');
  return (low + high) / 2;
}
