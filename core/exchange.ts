import type { Json } from '#core/json';

/** One HTTP request and its response, or one message, as it really went over the wire. Header names in lower case. */
export interface HttpRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** The body as text; '' when there was none. */
  body: string;
}

export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export type Exchange =
  | { kind: 'http'; at: number; from: string; to: string; request: HttpRequest; response: HttpResponse }
  | { kind: 'message'; at: number; from: string; to: string; entity: string; body: Json; properties: Record<string, Json> };

/** What a stub or emulator saw, in order. `at` is milliseconds since the epoch by the clock it was given. */
export interface Journal {
  readonly exchanges: readonly Exchange[];
  /** `bytes`: about how much memory the exchange keeps, where that may be much. */
  add(exchange: Exchange, bytes?: number): void;
}

/** `heard` is told after each exchange. */
export function createJournal(heard: (exchange: Exchange) => void = () => undefined): Journal {
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    add(exchange) {
      exchanges.push(exchange);
      heard(exchange);
    },
  };
}
