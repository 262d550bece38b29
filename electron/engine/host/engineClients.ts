import { buildId } from '../../../shared/version';
import { createPeer, type Peer } from '../../../shared/wire/peer';
import type { Transport } from '../../../shared/wire/transport';
import type { HostedEngine } from './hostedEngine';

/** All connections of one engine: each may call its handlers, all hear its events. */
export class EngineClients {
  readonly #engine: HostedEngine;
  readonly #log: (line: string) => void;
  readonly #peers = new Set<Peer>();

  constructor(engine: HostedEngine, log: (line: string) => void) {
    this.#engine = engine;
    this.#log = log;
    engine.onEvent((event, payload) => this.#announce(event, payload));
  }

  get count(): number {
    return this.#peers.size;
  }

  /** Serves one connection until it closes. `name` is unique while the engine lives. */
  connect(name: string, transport: Transport): void {
    const peer = createPeer({ transport, build: buildId, handlers: this.#engine.handlers, client: name });
    this.#peers.add(peer);
    void peer.closed.then(() => {
      this.#peers.delete(peer);
      this.#engine.clientGone(name);
    });
  }

  /** Ends every connection; calls in flight are cancelled. */
  close(): void {
    for (const peer of this.#peers) peer.close();
  }

  #announce(event: string, payload: unknown): void {
    for (const peer of this.#peers) {
      try {
        peer.notify(event, payload);
      } catch (thrown) {
        // An event that cannot be sent is a fault of ours, but no reason to end the work of a whole engine.
        this.#log(`event ${event}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      }
    }
  }
}
