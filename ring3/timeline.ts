import { performance } from 'node:perf_hooks';
import type { Progress } from '#core/report';

/** One stage of a run; `at` and `took` in milliseconds, from the run's begin. */
export interface Span { stage: string; at: number; took: number }

export interface Timeline {
  readonly spans: readonly Span[];
  /** Does a piece of work as a stage; it is in the timeline however it ends. */
  stage: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

export function createTimeline(progress: Progress): Timeline {
  const began = performance.now();
  const spans: Span[] = [];
  return {
    spans,
    async stage(name, work) {
      progress.step(name);
      const at = performance.now() - began;
      try {
        return await work();
      } finally {
        spans.push({ stage: name, at: Math.round(at), took: Math.round(performance.now() - began - at) });
      }
    },
  };
}

/** The timeline as text: when each stage began, how long it took, and a bar. */
export function timelineLines(spans: readonly Span[], width = 40): string[] {
  const end = Math.max(1, ...spans.map(({ at, took }) => at + took));
  const name = Math.max(0, ...spans.map(({ stage }) => stage.length));
  return spans.map(({ stage, at, took }) => {
    const from = Math.floor((at / end) * width);
    const bar = Math.max(1, Math.round((took / end) * width));
    return `${(at / 1000).toFixed(1).padStart(6)} s ${stage.padEnd(name)} ${(took / 1000).toFixed(1).padStart(6)} s  ${' '.repeat(from)}${'█'.repeat(bar)}`;
  });
}
