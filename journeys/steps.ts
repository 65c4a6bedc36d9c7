import type { Exchange } from '#core/exchange';
import type { JourneyStep } from '#journeys/world';

const BUS = 'service bus';

/** The sequence picture of what was really exchanged since `start`: the bus is one lane, its entity stands in the text. */
export function stepsOf(exchanges: readonly Exchange[], start: number): JourneyStep[] {
  return exchanges.filter(({ at }) => at >= start).sort((a, b) => a.at - b.at).map((exchange) => {
    const at = exchange.at - start;
    if (exchange.kind === 'http') {
      const { request, response } = exchange;
      return { from: exchange.from, to: exchange.to, what: `${request.method} ${request.path} → ${response.status}`, at };
    }
    const { entity } = exchange;
    return { from: exchange.from === entity ? BUS : exchange.from, to: exchange.to === entity ? BUS : exchange.to, what: `message on ${entity}`, at };
  });
}
