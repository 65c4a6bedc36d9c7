/**
 * What a proof was obtained against. `live` means the provider's own images deployed by the released installer, or a
 * real Azure namespace; our own double is `container` at most.
 */
export type Grade = 'stub' | 'emulator' | 'container' | 'live';
export const GRADES: readonly Grade[] = ['stub', 'emulator', 'container', 'live'];

/** Where the other side of a contract is. The three rings differ in this value only. */
export interface Target {
  name: string;
  grade: Grade;
  /** True for ringproof's own virtual platform: `assumed` and `old-sdk` interactions gate it, and nothing else. */
  virtual: boolean;
  http?: {
    baseUrl: string;
    /** Pact's provider-states-setup-url: receives `{state, params, action}`. */
    statesUrl?: string;
    /** Receives `{description, providerStates}` and answers the message the provider would send. */
    messagesUrl?: string;
  };
  serviceBus?: { connectionString: string; transport: 'tcp' | 'websocket' };
}
