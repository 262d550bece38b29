import type { CallOptions } from './calls';
import { type Clock, systemClock } from './clock';
import { createDeferred, type Deferred } from './deferred';
import { cancelledError, RankscopeError, toWireError } from './errors';
import { createEventHub } from './eventHub';
import { createPeer, type Peer } from './peer';
import { throwLater } from './throwLater';
import type { Transport } from './transport';
import type { Client, MethodsOf } from './typed';

export type ConnectionState =
  | { status: 'connecting' }
  | { status: 'ready'; build: string }
  /** `retryInMs` null: it does not try again by itself; show the reason and a button. */
  | { status: 'lost'; reason: RankscopeError; retryInMs: number | null };

export interface ReconnectOptions {
  /** One attempt. A rejection with code `refused` or `protocol` is final, any other is tried again. */
  connect(): Promise<Transport>;
  build: string;
  onState?: (state: ConnectionState) => void;
  clock?: Clock;
  onFault?: (thrown: unknown) => void;
}

export interface ReconnectingClient<C extends MethodsOf<C>, E> extends Client<C, E> {
  readonly state: ConnectionState;
  /** Tries at once when the connection is lost; does nothing otherwise. */
  retry(): void;
  close(): void;
}

const firstDelayMs = 250;
const maxDelayMs = 8000;

/**
 * One client that outlives its connections. Calls that wait for an answer when the connection drops reject with
 * `closed` (nobody knows what was done of them); later calls wait for the next connection. Listeners stay.
 */
export function createReconnectingClient<C extends MethodsOf<C>, E = Record<string, unknown>>(
  options: ReconnectOptions,
): ReconnectingClient<C, E> {
  const hub = createEventHub();
  const link = new Link(options, hub.emit);
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

/** Keeps one connection up: connects, connects again after 0.25 to 8 s when it drops, and hands out the peer of the moment. */
class Link {
  state: ConnectionState = { status: 'connecting' };
  private current: Peer | null = null;
  private attempted: Peer | null = null;
  private readonly waiting = new Set<Deferred<Peer>>();
  private delayMs = firstDelayMs;
  private callOffRetry: (() => void) | null = null;
  private closed = false;
  private readonly clock: Clock;

  constructor(
    private readonly options: ReconnectOptions,
    private readonly onEvent: (event: string, payload: unknown) => void,
  ) {
    this.clock = options.clock ?? systemClock;
  }

  /** The peer that can be talked to, or null. */
  get peer(): Peer | null {
    return this.current?.isClosed === false ? this.current : null;
  }

  open(): void {
    void this.attempt();
  }

  /** The peer of the next connection; rejects when there will be none or `signal` is aborted. */
  async next(signal?: AbortSignal): Promise<Peer> {
    if (this.state.status === 'lost' && this.state.retryInMs === null) throw this.state.reason;
    if (signal?.aborted) throw cancelledError();
    const entry = createDeferred<Peer>();
    const cancel = () => entry.reject(cancelledError());
    signal?.addEventListener('abort', cancel, { once: true });
    this.waiting.add(entry);
    try {
      return await entry.promise;
    } finally {
      this.waiting.delete(entry);
      signal?.removeEventListener('abort', cancel);
    }
  }

  retry(): void {
    if (this.closed || this.state.status !== 'lost') return;
    this.callOffRetry?.();
    this.delayMs = firstDelayMs;
    void this.attempt();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.callOffRetry?.();
    this.current = null;
    this.attempted?.close();
    this.giveUp(new RankscopeError({ code: 'closed', message: 'This window closed its connection to the engine.' }));
  }

  private async attempt(): Promise<void> {
    const { onEvent, clock } = this;
    const { build, onFault } = this.options;
    this.enter({ status: 'connecting' });
    try {
      const transport = await this.options.connect();
      if (this.closed) return transport.close();
      this.attempted = createPeer({ transport, build, onEvent, onFault, clock });
      await this.use(this.attempted, await this.attempted.ready);
    } catch (thrown) {
      this.attempted?.close();
      if (this.closed) return;
      const reason = thrown instanceof RankscopeError ? thrown : new RankscopeError(toWireError(thrown));
      if (reason.code === 'refused' || reason.code === 'protocol') this.giveUp(reason);
      else this.retryLater(reason);
    }
  }

  /** From the hello until the connection is over. */
  private async use(peer: Peer, build: string): Promise<void> {
    if (this.closed) return;
    const since = this.clock.now();
    this.current = peer;
    this.enter({ status: 'ready', build });
    for (const entry of this.waiting) entry.resolve(peer);
    const reason = await peer.closed;
    if (this.closed) return;
    this.current = null;
    // An engine that dies right after its start must not be started four times a second.
    if (this.clock.now() - since >= maxDelayMs) this.delayMs = firstDelayMs;
    this.retryLater(reason);
  }

  private retryLater(reason: RankscopeError): void {
    const retryInMs = this.delayMs;
    this.delayMs = Math.min(retryInMs * 2, maxDelayMs);
    this.callOffRetry = this.clock.after(retryInMs, () => void this.attempt());
    this.enter({ status: 'lost', reason, retryInMs });
  }

  private giveUp(reason: RankscopeError): void {
    this.enter({ status: 'lost', reason, retryInMs: null });
    for (const entry of this.waiting) entry.reject(reason);
  }

  private enter(state: ConnectionState): void {
    this.state = state;
    try {
      this.options.onState?.(state);
    } catch (thrown) {
      (this.options.onFault ?? throwLater)(thrown);
    }
  }
}
