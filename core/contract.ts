import { RingproofError } from '#core/errors';
import type { Json } from '#core/json';
import type { Matcher, Template } from '#core/matchers';

/** Where an interaction's shape comes from. `old-sdk` and `assumed` gate ringproof's own virtual platform only. */
export type EvidenceKind = 'fixture' | 'code' | 'doc' | 'old-sdk' | 'assumed';

export interface Evidence {
  kind: EvidenceKind;
  /** What was read: repository and file, document, commit. For `assumed`: what the guess rests on. */
  source: string;
  /** Who can settle an `old-sdk` or `assumed` shape, by repository. */
  owner?: string;
}

export interface ProviderState {
  name: string;
  params?: Record<string, Json>;
}

export type TextTemplate = string | Matcher;

/** `json` bodies may hold matchers; `form` is `application/x-www-form-urlencoded`, compared field by field. */
export type Body = { json: Template } | { form: Record<string, TextTemplate> };

interface InteractionBase {
  /** Unique within the contract; Pact's key together with the provider states. */
  description: string;
  given?: ProviderState[];
  evidence: Evidence;
  /** The dated incident this interaction would have caught, for example `cli#125`. */
  incident?: string;
}

export interface HttpInteraction extends InteractionBase {
  kind: 'http';
  request: {
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    path: TextTemplate;
    query?: Record<string, TextTemplate>;
    headers?: Record<string, TextTemplate>;
    body?: Body;
  };
  response: {
    status: number;
    headers?: Record<string, TextTemplate>;
    /** Absent: the body is not looked at. */
    body?: { json: Template };
  };
  /** `safe`: may be replayed against a live platform. */
  replay?: 'safe';
}

export interface MessageInteraction extends InteractionBase {
  kind: 'message';
  contents: Template;
  /** Facts beside the body: `contentType`, `destination` (the entity it is sent to), application properties. */
  metadata: Record<string, TextTemplate>;
}

export type Interaction = HttpInteraction | MessageInteraction;

/**
 * What a service relies on of the bus itself, beside the payload (which is an ordinary message contract between
 * consumer and producer). Durations are ISO 8601, as in Service Bus' own entity descriptions.
 */
export interface Binding {
  /** A message names the one it travels through by `metadata.entity`. */
  entities: string[];
  requiresSession: boolean;
  lockDuration: string;
  maxDeliveryCount: number;
  /** `none`: it only sends. */
  settlement: 'complete' | 'receive-and-delete' | 'none';
  /** Drift scenarios this service depends on, by name. */
  scenarios: string[];
}

export interface Contract {
  consumer: string;
  provider: string;
  interactions: Interaction[];
  /** Only on `<consumer>--service-bus`. */
  binding?: Binding;
}

/** `<consumer>--<provider>`: the name of the contract file and of the pact file. */
export const contractName = (contract: { consumer: string; provider: string }): string =>
  `${contract.consumer}--${contract.provider}`;

/** `old-sdk` and `assumed` shapes: nobody outside can know them, so they gate only our own virtual platform. */
export const gatesEverywhere = (evidence: Evidence): boolean => evidence.kind !== 'old-sdk' && evidence.kind !== 'assumed';

/**
 * Checks a contract's own rules and returns it.
 * @throws RingproofError `RP_CONTRACT_DUPLICATE` when a description occurs twice: Pact would silently keep the last.
 */
export function defineContract(contract: Contract): Contract {
  const seen = new Set<string>();
  for (const { description } of contract.interactions) {
    if (seen.has(description)) {
      throw new RingproofError('RP_CONTRACT_DUPLICATE', { contract: contractName(contract), description });
    }
    seen.add(description);
  }
  return contract;
}
