import type { EngineControl } from '../../../shared/host/engineControl';
import { createMessagePortTransport, type EmitterPort } from '../../../shared/wire/messagePortTransport';
import { EngineClients } from './engineClients';
import type { HostedEngine } from './hostedEngine';

/** What the desktop's main process sends: control data, and one port with `client`. */
export interface ControlMessage {
  data: EngineControl;
  ports: EmitterPort[];
}

/** The engine side of the desktop: one connection per port that arrives. */
export class PortHost {
  readonly #engine: HostedEngine;
  readonly #clients: EngineClients;
  #lastClient = 0;

  constructor(engine: HostedEngine, log: (line: string) => void) {
    this.#engine = engine;
    this.#clients = new EngineClients(engine, log);
  }

  receive({ data, ports }: ControlMessage): void {
    const port = ports[0];
    if (data.type === 'grant') this.#engine.grant(data.token, data.path);
    else if (data.type === 'client' && port) {
      this.#clients.connect(`window-${++this.#lastClient}`, createMessagePortTransport(port));
    }
  }
}
