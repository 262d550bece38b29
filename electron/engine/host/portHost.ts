import type { EngineControl, EngineReport } from '../../../shared/host/engineControl';
import { toWireError } from '../../../shared/wire/errors';
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
  readonly #report: (report: EngineReport) => void;
  #lastClient = 0;

  constructor(engine: HostedEngine, report: (report: EngineReport) => void, log: (line: string) => void) {
    this.#engine = engine;
    this.#report = report;
    this.#clients = new EngineClients(engine, log);
  }

  receive({ data, ports }: ControlMessage): void {
    const port = ports[0];
    if (data.type === 'grant') this.#engine.grant(data.token, data.path);
    else if (data.type === 'save') void this.#save(data);
    else if (data.type === 'client' && port) {
      this.#clients.connect(`window-${++this.#lastClient}`, createMessagePortTransport(port));
    }
  }

  async #save({ id, token, target }: Extract<EngineControl, { type: 'save' }>): Promise<void> {
    const error = await this.#engine.saveExport(token, target).then(
      () => null,
      (thrown: unknown) => toWireError(thrown).message,
    );
    this.#report({ type: 'saved', id, error });
  }
}
