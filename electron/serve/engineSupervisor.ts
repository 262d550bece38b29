import { nextDelayMs, type RestartPolicy, restartPolicy } from '../../shared/host/restartPolicy';
import type { ToEngine, ToHost } from '../engine/host/relayMessages';
import {
  type EngineProcess,
  type EngineProcessEvents,
  type EngineProcessOptions,
  startEngineProcess,
} from './engineProcess';

/**
 * - `starting` it was started and does not answer yet; `ready` it answers; `waiting` it died and will be started again;
 * - `failed` it died too often; only `restart` brings it back; `stopped` the host is closing.
 */
export type EngineState = 'starting' | 'ready' | 'waiting' | 'failed' | 'stopped';

export interface SupervisorOptions extends EngineProcessOptions {
  log(line: string): void;
  policy?: RestartPolicy;
  /** An engine that does not answer within this time is ended. */
  startTimeoutMs?: number;
  /** An engine that does not end within this time after `shutdown` is ended by force. */
  stopTimeoutMs?: number;
  onState(state: EngineState): void;
  onMessage(message: ToHost): void;
}

/** Keeps one engine alive: starts it, restarts it when it dies, gives up when it dies too often, stops it. */
export class EngineSupervisor {
  #options: SupervisorOptions;
  #state: EngineState = 'stopped';
  #engine: EngineProcess | null = null;
  #deaths: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #reason = '';
  #exited: (() => void) | null = null;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Why the last engine died; empty when none did. */
  get reason(): string {
    return this.#reason;
  }

  get pid(): number | undefined {
    return this.#engine?.pid;
  }

  start(): void {
    this.#to('starting');
    const events: EngineProcessEvents = {
      onMessage: (message) => this.#received(message),
      onExit: (reason) => this.#died(reason),
      onOutput: (line) => this.#options.log(`engine: ${line}`),
    };
    this.#engine = startEngineProcess(this.#options, events);
    this.#timer = setTimeout(() => {
      this.#options.log('engine: does not answer, ending it');
      this.#engine?.kill();
    }, this.#options.startTimeoutMs ?? 30_000);
  }

  /** Sends to the engine of this moment; nothing happens when there is none. */
  send(message: ToEngine): void {
    this.#engine?.send(message);
  }

  /** Starts again after `failed`, with a clean record. */
  restart(): void {
    if (this.#state !== 'failed') return;
    this.#deaths = [];
    this.start();
  }

  /** Asks the engine to close its databases and waits for its end; by force when it takes too long. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#to('stopped');
    const engine = this.#engine;
    if (!engine) return;
    const exited = new Promise<void>((resolve) => {
      this.#exited = resolve;
    });
    engine.send({ type: 'shutdown' });
    this.#timer = setTimeout(() => engine.kill(), this.#options.stopTimeoutMs ?? 3_000);
    await exited;
    clearTimeout(this.#timer);
  }

  #received(message: ToHost): void {
    if (message.type === 'ready' && this.#state === 'starting') {
      clearTimeout(this.#timer);
      this.#to('ready');
    }
    if (this.#state !== 'stopped') this.#options.onMessage(message);
  }

  #died(reason: string): void {
    clearTimeout(this.#timer);
    this.#engine = null;
    if (this.#state === 'stopped') {
      this.#exited?.();
      return;
    }
    this.#reason = reason;
    this.#deaths = [...this.#deaths, performance.now()].slice(-20);
    const delayMs = nextDelayMs(this.#deaths, this.#options.policy ?? restartPolicy);
    this.#options.log(delayMs === null ? `${reason} It is not started again.` : `${reason} Again in ${delayMs} ms.`);
    if (delayMs !== null) this.#timer = setTimeout(() => this.start(), delayMs);
    this.#to(delayMs === null ? 'failed' : 'waiting');
  }

  #to(state: EngineState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
