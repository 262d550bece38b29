import { RankscopeError } from '../../shared/wire/errors';
import type { Transport } from '../../shared/wire/transport';
import { createWebSocketTransport } from '../../shared/wire/webSocketTransport';

/** Opens the socket of the server that this page came from. The token travels as a subprotocol, never in an address. */
export async function connectServer({ protocol, host }: Location, token: string | null): Promise<Transport> {
  if (!token) {
    throw new RankscopeError({
      code: 'refused',
      message: 'This address lacks the key that the server gave.',
      hint: 'Open the whole address that "rankscope serve" printed, with what follows the #.',
    });
  }
  const scheme = protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${host}/ws`, ['rankscope.1', `t.${token}`]);
  return createWebSocketTransport(socket as Parameters<typeof createWebSocketTransport>[0]);
}
