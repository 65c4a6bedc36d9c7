import { WebSocket } from 'ws';

class PlainWebSocket extends WebSocket {
  constructor(address: string | URL, protocols?: string | string[], options?: ConstructorParameters<typeof WebSocket>[2]) {
    super(String(address).replace(/^wss:/, 'ws:'), protocols, options);
  }
}

/**
 * A WebSocket for a JavaScript client of the emulator: the SDK always says `wss:`, even to a development emulator, and
 * this says `ws:` instead. Use it as `new ServiceBusClient(string, { webSocketOptions: { webSocket: plainWebSocket } })`.
 * Typed as the platform's own class, so that users need no types of `ws`.
 */
export const plainWebSocket = PlainWebSocket as unknown as typeof globalThis.WebSocket;
