import type { Verdict } from '#core/outcome';

/** What the run page shows. Data only: the page adds the words. */
export interface RunPage {
  version: string;
  /** When the run began, ISO 8601. */
  at: string;
  outcome: Verdict;
  seconds: number;
  steps: StepRow[];
  contracts: ContractRow[];
  matrix: MatrixCell[];
  verdicts: { pacticipant: string; version: string; verdict: 'yes' | 'no' | 'unknown'; reasons: string[] }[];
  journeys: JourneyPicture[];
  drift: { left: string; right: string; rows: DriftRow[] };
}

export interface StepRow { name: string; outcome: Verdict; seconds: number; summary: string; reasons: string[] }

export interface ContractRow {
  name: string;
  interactions: { description: string; kind: 'http' | 'message'; evidence: string; source: string; obtained: string; incident: string; gates: boolean }[];
}

export interface MatrixCell { consumer: string; consumerVersion: string; provider: string; providerVersion: string; outcome: Verdict; grade: string }

export interface JourneyPicture {
  name: string;
  incident: string;
  outcome: Verdict;
  reason: string;
  steps: Arrow[];
}

/** One arrow of a sequence picture; `at` in milliseconds since its beginning. */
export interface Arrow { from: string; to: string; what: string; at: number }

export interface DriftRow { scenario: string; outcome: Verdict; source: string; contracts: string[]; finding: string }
