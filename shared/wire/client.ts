import { createEventHub } from './eventHub';
import { createPeer, type Peer, type PeerOptions } from './peer';
import type { Client, MethodsOf } from './typed';

export type ConnectedClient<C extends MethodsOf<C>, E> = Client<C, E> & Pick<Peer, 'close' | 'closed' | 'ready'>;

/** A typed client of one connection, for hosts that hold the engine in their own process and for tests. */
export function createClient<C extends MethodsOf<C>, E = Record<string, unknown>>(
  options: Omit<PeerOptions, 'onEvent'>,
): ConnectedClient<C, E> {
  const hub = createEventHub();
  const peer = createPeer({ ...options, onEvent: hub.emit });
  return {
    call: (method, params, callOptions) => peer.call(method, params, callOptions),
    on: (event, listener) => hub.on(event, listener as (payload: unknown) => void),
    close: peer.close,
    closed: peer.closed,
    ready: peer.ready,
  };
}
