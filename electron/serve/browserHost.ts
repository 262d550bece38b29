import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { exportPrefix } from '../../shared/host/hostAddresses';
import type { RestartPolicy } from '../../shared/host/restartPolicy';
import { maxMessageBytes } from '../../shared/wire/frames';
import type { ToHost } from '../engine/host/relayMessages';
import { type ApiHost, answerApi, apiPrefix } from './api';
import { ClientRelay } from './clientRelay';
import type { EngineProcessOptions } from './engineProcess';
import { type EngineState, EngineSupervisor } from './engineSupervisor';
import { sendExport } from './exportRoute';
import { ExportTaker } from './exportTaker';
import { type GateSettings, type Refusal, refuseForeign, refuseUpgrade, webSocketProtocol } from './gate';
import { IdleWatch } from './idleWatch';
import { UploadReceiver } from './receiveUpload';
import { refuse, refuseSocket } from './refuse';
import { sendStatic } from './sendStatic';
import { createLimitedServer, type ServerLimits, serverLimits } from './serverLimits';
import { UploadGrants } from './uploadGrants';
import { Uploads } from './uploads';

export interface BrowserHostOptions {
  token: string;
  /** Further values of the Host header, in lower case. */
  allowHosts: readonly string[];
  idleMinutes: number | null;
  rendererDir: string;
  engine: EngineProcessOptions;
  policy?: RestartPolicy;
  limits?: Partial<ServerLimits>;
  log(line: string): void;
}

const pingMs = 30_000;
const mostClients = 64;

/** One server with its engine and its pages: who may come in, who is there, and when it ends. */
export class BrowserHost {
  readonly server: Server;
  readonly closed: Promise<string>;
  readonly #options: BrowserHostOptions;
  readonly #gate: GateSettings & { hosts: Set<string> };
  readonly #supervisor: EngineSupervisor;
  readonly #relay: ClientRelay;
  readonly #idle: IdleWatch;
  readonly #uploads: Uploads;
  readonly #grants: UploadGrants;
  readonly #receiver: UploadReceiver;
  readonly #exports: ExportTaker;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    // The offered list holds the token: answer with the protocol's name only.
    handleProtocols: () => webSocketProtocol,
  });
  readonly #api: ApiHost = {
    status: () => ({
      engine: this.#supervisor.state,
      reason: this.#supervisor.reason,
      clients: this.#relay.count,
    }),
    restartEngine: () => this.#supervisor.restart(),
    upload: (request) => this.#receiver.receive(request),
  };
  #pings: NodeJS.Timeout | undefined;
  #stopping: Promise<void> | null = null;
  #resolveClosed: (reason: string) => void = () => undefined;

  constructor(options: BrowserHostOptions) {
    this.#options = options;
    const limits = { ...serverLimits, ...options.limits };
    this.server = createLimitedServer(limits, (request, response) => void this.#answer(request, response));
    this.closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    this.#gate = { hosts: new Set(options.allowHosts), token: options.token };
    const idleMs = options.idleMinutes === null ? null : options.idleMinutes * 60_000;
    this.#idle = new IdleWatch(idleMs, () => void this.stop(`Nobody used it for ${options.idleMinutes} minutes.`));
    this.#supervisor = new EngineSupervisor({
      ...options.engine,
      log: options.log,
      policy: options.policy,
      onState: (state) => this.#engineState(state),
      onMessage: (message) => this.#fromEngine(message),
    });
    this.#uploads = new Uploads(options.engine.settings.cacheDir);
    this.#grants = new UploadGrants((message) => this.#supervisor.send(message));
    this.#receiver = new UploadReceiver({ uploads: this.#uploads, limits: limits.uploads, grants: this.#grants });
    this.#exports = new ExportTaker((message) => this.#supervisor.send(message));
    this.#relay = new ClientRelay(this.#supervisor, (count) => this.#idle.hold('pages', count > 0));
    this.server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.server.on('clientError', (_error, socket) => refuseSocket(socket, unreadable));
  }

  /** Starts the engine; `port` is where the server listens by now. */
  start(port: number): void {
    for (const name of ['127.0.0.1', 'localhost']) {
      this.#gate.hosts.add(`${name}:${port}`);
      // Browsers leave out the port that they would take anyway.
      if (port === 80) this.#gate.hosts.add(name);
    }
    // A connection that cannot be accepted (too many open files) must not end those that are there.
    this.server.on('error', (error) => this.#options.log(`server: ${error.message}`));
    void this.#uploads.removeOfDead();
    this.#supervisor.start();
    this.#idle.start();
    this.#pings = setInterval(() => this.#relay.checkAlive(), pingMs);
  }

  stop(reason: string): Promise<void> {
    this.#stopping ??= this.#stop(reason);
    return this.#stopping;
  }

  async #stop(reason: string): Promise<void> {
    clearInterval(this.#pings);
    this.#idle.stop();
    const ended = new Promise((resolve) => this.server.close(resolve));
    await this.#supervisor.stop();
    this.server.closeAllConnections();
    await ended;
    await this.#uploads.close();
    this.#resolveClosed(reason);
  }

  #engineState(state: EngineState): void {
    // Before the pages: what they ask for may name an upload.
    if (state === 'ready') this.#grants.repeat();
    else {
      // Jobs and exported files die with their engine.
      this.#idle.hold('jobs', false);
      this.#exports.engineGone();
    }
    this.#relay.engineState(state);
  }

  #fromEngine(message: ToHost): void {
    if (message.type === 'jobs') this.#idle.hold('jobs', message.active > 0);
    else if (message.type === 'taken') this.#exports.taken(message);
    else if (message.type === 'closed') void this.#uploads.caseClosed(message.file);
    else this.#relay.fromEngine(message);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const refusal = refuseForeign(request, this.#gate) ?? refuseTarget(request);
      const outcome = refusal ?? (await this.#serve(request, response));
      if (outcome) refuse(response, outcome);
    } catch (error) {
      // The other side went away in the middle, which is its choice, or the disk failed: nobody is left to tell.
      if (!isBrokenOff(error)) this.#options.log(`answer: ${error instanceof Error ? error.message : String(error)}`);
      response.destroy();
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<Refusal | null> {
    if (request.url?.startsWith(apiPrefix)) return answerApi(request, response, this.#gate, this.#api);
    if (request.url?.startsWith(exportPrefix)) {
      const isReady = this.#supervisor.state === 'ready';
      return sendExport(request, response, async (token) => (isReady ? this.#exports.take(token) : null));
    }
    const connect = [`ws://${request.headers.host}`];
    return sendStatic(request, response, { root: this.#options.rendererDir, connect });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = refuseUpgrade(request, this.#gate) ?? (this.#relay.count >= mostClients ? tooMany : null);
    if (refusal) refuseSocket(socket, refusal);
    else this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#relay.accept(webSocket));
  }
}

function isBrokenOff(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'].includes(code);
}

const unreadable: Refusal = { status: 400, sentence: 'The request cannot be read as HTTP.' };
const tooMany: Refusal = { status: 503, sentence: `${mostClients} pages are open already; close some.` };

function refuseTarget({ url = '' }: IncomingMessage): Refusal | null {
  return url.startsWith('/') ? null : { status: 400, sentence: 'Name a path, not a whole address.' };
}
