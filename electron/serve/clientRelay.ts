import type { WebSocket } from 'ws';
import type { ToEngine, ToHost } from '../engine/host/relayMessages';
import { closeCodes, closeReason } from './closeCodes';
import type { EngineState } from './engineSupervisor';

export interface RelayEngine {
  readonly state: EngineState;
  readonly reason: string;
  send(message: ToEngine): void;
}

interface Client {
  socket: WebSocket;
  /** Whether the engine of this moment knows it. */
  opened: boolean;
  /** Whether it answered since the last ping. */
  alive: boolean;
}

const closeTimeoutMs = 1_000;
/** What may wait for a page that reads slowly: sixteen of the largest messages. */
const waitingLimitBytes = 256 * 2 ** 20;

/**
 * Carries WebSocket messages to the engine and back, unchanged. While the engine starts, a client is accepted but not
 * read, so its first message waits in the socket; when the engine dies, every client is closed and connects again.
 */
export class ClientRelay {
  readonly #engine: RelayEngine;
  readonly #onCount: (count: number) => void;
  readonly #clients = new Map<number, Client>();
  #lastClient = 0;

  constructor(engine: RelayEngine, onCount: (count: number) => void) {
    this.#engine = engine;
    this.#onCount = onCount;
  }

  get count(): number {
    return this.#clients.size;
  }

  accept(socket: WebSocket): void {
    const id = ++this.#lastClient;
    const client: Client = { socket, opened: false, alive: true };
    // Broken WebSocket frames and frames over the limit come as errors; ws closes the socket by itself.
    socket.on('error', () => undefined);
    if (this.#engine.state === 'failed' || this.#engine.state === 'stopped') {
      this.#turnAway(socket);
      return;
    }
    this.#clients.set(id, client);
    socket.on('close', () => this.#gone(id));
    socket.on('pong', () => {
      client.alive = true;
    });
    socket.on('message', (data, isBinary) => this.#fromPage(id, data, isBinary));
    if (this.#engine.state === 'ready') this.#open(id, client);
    else socket.pause();
    this.#onCount(this.count);
  }

  /** A message of the engine for one client. */
  fromEngine(message: ToHost): void {
    if (message.type !== 'data' && message.type !== 'close') return;
    const client = this.#clients.get(message.client);
    if (!client) return;
    if (message.type === 'close') {
      client.opened = false;
      closeSocket(client.socket, closeCodes.malformed, message.reason);
    } else if (client.socket.bufferedAmount > waitingLimitBytes) {
      closeSocket(client.socket, closeCodes.tooSlow, 'The page reads too slowly.');
    } else if (client.socket.readyState === client.socket.OPEN) {
      client.socket.send(message.data, () => undefined);
    }
  }

  engineState(state: EngineState): void {
    if (state === 'ready') for (const [id, client] of this.#clients) this.#open(id, client);
    else if (state === 'waiting') this.#closeAll(closeCodes.engineRestarts, 'The engine restarts.');
    else if (state === 'failed') this.#closeAll(closeCodes.engineFailed, this.#engine.reason);
    else if (state === 'stopped') this.#closeAll(closeCodes.hostStops, 'The server stops.');
  }

  /** Ends the connections that did not answer the last ping, and pings the others. */
  checkAlive(): void {
    for (const { socket, alive } of this.#clients.values()) if (!alive) socket.terminate();
    for (const client of this.#clients.values()) {
      if (client.socket.isPaused) continue;
      client.alive = false;
      client.socket.ping(() => undefined);
    }
  }

  #open(id: number, client: Client): void {
    if (client.opened || client.socket.readyState !== client.socket.OPEN) return;
    client.opened = true;
    this.#engine.send({ type: 'open', client: id });
    client.socket.resume();
  }

  #fromPage(id: number, data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean): void {
    const client = this.#clients.get(id);
    if (!client?.opened) return;
    if (!isBinary || !Buffer.isBuffer(data)) {
      closeSocket(client.socket, closeCodes.notBinary, 'Every message is binary.');
      return;
    }
    this.#engine.send({ type: 'data', client: id, data });
  }

  #gone(id: number): void {
    const opened = this.#clients.get(id)?.opened ?? false;
    this.#clients.delete(id);
    if (opened) this.#engine.send({ type: 'close', client: id });
    this.#onCount(this.count);
  }

  #closeAll(code: number, reason: string): void {
    for (const client of this.#clients.values()) {
      client.opened = false;
      closeSocket(client.socket, code, reason);
    }
  }

  #turnAway(socket: WebSocket): void {
    if (this.#engine.state === 'failed') closeSocket(socket, closeCodes.engineFailed, this.#engine.reason);
    else closeSocket(socket, closeCodes.hostStops, 'The server stops.');
  }
}

function closeSocket(socket: WebSocket, code: number, reason: string): void {
  socket.resume();
  socket.close(code, closeReason(reason));
  const timer = setTimeout(() => socket.terminate(), closeTimeoutMs);
  socket.on('close', () => clearTimeout(timer));
}
