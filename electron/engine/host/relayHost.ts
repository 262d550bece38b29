import { createWebSocketTransport } from '../../../shared/wire/webSocketTransport';
import { EngineClients } from './engineClients';
import type { HostedEngine } from './hostedEngine';
import type { TakenFile, ToEngine, ToHost } from './relayMessages';
import { createRelaySocket, type RelaySocket } from './relaySocket';

/** The engine side of the relay: one connection per client number, over the one channel to the browser host. */
export class RelayHost {
  readonly #engine: HostedEngine;
  readonly #clients: EngineClients;
  readonly #sockets = new Map<number, RelaySocket>();
  readonly #send: (message: ToHost) => void;

  constructor(engine: HostedEngine, send: (message: ToHost) => void, log: (line: string) => void) {
    this.#engine = engine;
    this.#clients = new EngineClients(engine, log);
    this.#send = send;
    engine.onEvent((event, payload) => {
      if (event === 'jobs.changed') send({ type: 'jobs', active: activeDetached(payload) });
    });
  }

  receive(message: Exclude<ToEngine, { type: 'shutdown' }>): void {
    if (message.type === 'grant') this.#engine.grant(message.token, message.path);
    else if (message.type === 'take') this.#send({ type: 'taken', id: message.id, file: this.#take(message.token) });
    else this.#fromClient(message);
  }

  #fromClient(message: Extract<ToEngine, { client: number }>): void {
    const { client } = message;
    if (message.type === 'open') this.#open(client);
    else if (message.type === 'data') this.#sockets.get(client)?.deliver(message.data);
    else {
      this.#sockets.get(client)?.finish();
      this.#sockets.delete(client);
    }
  }

  #take(token: string): TakenFile | null {
    try {
      return this.#engine.takeExport(token);
    } catch {
      // Used up, or never there: the host says so to whoever asked.
      return null;
    }
  }

  #open(client: number): void {
    const socket = createRelaySocket(
      (data) => this.#send({ type: 'data', client, data }),
      () => {
        this.#sockets.delete(client);
        this.#send({ type: 'close', client, reason: 'The engine did not understand a message of this page.' });
      },
    );
    this.#sockets.set(client, socket);
    this.#clients.connect(`page-${client}`, createWebSocketTransport(socket));
  }
}

function activeDetached(payload: unknown): number {
  const { jobs } = payload as { jobs: { detached: boolean; state: string }[] };
  return jobs.filter((job) => job.detached && (job.state === 'queued' || job.state === 'running')).length;
}
