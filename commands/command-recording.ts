import type { Contract } from '#core/contract';
import type { PactFile } from '#core/pact';

export interface CommandRecording {
  contract: Contract;
  command: string[];
  previous: PactFile | undefined;
  /** Globs over descriptions; empty: all may answer. */
  interactions: string[];
  timeoutMs: number;
  /** The exit code that is right. */
  expectExit?: number;
  /** The name the pact gives to the consumer. */
  by?: string;
}
