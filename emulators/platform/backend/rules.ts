/** FLOPs of a team: what it was given and what its experiments have used. */
export interface Budget {
  allocated: number;
  used: number;
}

/**
 * The numbers and formulas of the backend that somebody may change by mistake. They are a parameter so that a test can change one on
 * purpose and see which check notices.
 */
export interface BackendRules {
  /** From this share of a team's allocation on, a start is refused (tracebloc/client docs/SECURITY.md 8.8). */
  startLimit: number;
  /** At this share running experiments are paused: "paused when it runs out" (the same page). */
  pauseLimit: number;
  /** Of a team (docs model-evaluation.mdx). A day is assumed to be one of UTC. */
  inferencesPerDay: number;
  /** A team made of two. Nothing is public: assumed that no FLOPs are lost or made. */
  mergedBudget: (kept: Budget, absorbed: Budget) => Budget;
  /** A client is online after a heartbeat; assumed for three of the resource monitor's intervals of 30 s. */
  onlineMs: number;
}

export const RULES: Readonly<BackendRules> = {
  startLimit: 0.99,
  pauseLimit: 1,
  inferencesPerDay: 5,
  mergedBudget: (kept, absorbed) => ({ allocated: kept.allocated + absorbed.allocated, used: kept.used + absorbed.used }),
  onlineMs: 90_000,
};
