import type { CallOptions } from './calls';
import { createEventHub } from './eventHub';
import { type ConnectionState, Link, type LinkOptions } from './link';
import type { Client, MethodsOf } from './typed';

export interface ReconnectingClient<C extends MethodsOf<C>, E> extends Client<C, E> {
  readonly state: ConnectionState;
  /** Tries at once when the connection is lost; does nothing otherwise. */
  retry(): void;
  close(): void;
}

/**
 * One client that outlives its connections. Calls that wait for an answer when the connection drops reject with
 * `closed` (nobody knows what was done of them); later calls wait for the next connection. Listeners stay.
 */
export function createReconnectingClient<C extends MethodsOf<C>, E = Record<string, unknown>>(
  options: Omit<LinkOptions, 'onEvent'>,
): ReconnectingClient<C, E> {
  const hub = createEventHub();
  const link = new Link({ ...options, onEvent: hub.emit });
  link.open();

  async function call(method: string, params: unknown, callOptions?: CallOptions): Promise<unknown> {
    const peer = link.peer ?? (await link.next(callOptions?.signal));
    return peer.call(method, params, callOptions);
  }
  return {
    call,
    on: (event, listener) => hub.on(event, listener as (payload: unknown) => void),
    get state() {
      return link.state;
    },
    retry: () => link.retry(),
    close: () => link.close(),
  };
}
