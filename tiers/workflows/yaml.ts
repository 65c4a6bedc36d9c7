import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Step { id?: string; name?: string; if?: string | boolean; uses?: string; run?: string; shell?: string; with?: Record<string, string | number | boolean>; env?: Record<string, unknown>; 'working-directory'?: string }
export interface Job { name?: string; if?: string; permissions?: unknown; env?: Record<string, unknown>; outputs?: Record<string, string>; strategy?: { matrix?: Record<string, unknown> }; 'timeout-minutes'?: number; steps: Step[] }
export interface Input { required?: boolean; default?: unknown }
export interface Workflow { name?: string; on: Record<string, { inputs?: Record<string, Input>; secrets?: Record<string, Input> } | null>; permissions?: unknown; env?: Record<string, unknown>; jobs: Record<string, Job> }
export interface Action { inputs: Record<string, Input>; outputs: Record<string, { value: string }>; runs: { using: string; steps: Step[] } }

export const readWorkflow = (file: string): Workflow => parse(readFileSync(file, 'utf8')) as Workflow;
export const readAction = (file: string): Action => parse(readFileSync(file, 'utf8')) as Action;

/** Our own action, by the name under which other repositories use it. */
export const isOwnAction = (uses: string): boolean => /^tracebloc\/ringproof@|^\.\/$/.test(uses);
