import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import { bridgeChannels, type EngineProcessState } from '../../shared/host/desktopBridge';
import type { EngineControl, EngineReport } from '../../shared/host/engineControl';
import { nextDelayMs, restartPolicy } from '../../shared/host/restartPolicy';
import type { Clock } from '../../shared/wire/clock';
import type { Log } from './log';

/** The part of Electron's UtilityProcess that is used. */
export interface EngineChild {
  postMessage(message: EngineControl, transfer?: MessagePortMain[]): void;
  kill(): boolean;
  on(event: 'exit', listener: (code: number) => void): unknown;
  on(event: 'error', listener: (type: 'FatalError', location: string, report: string) => void): unknown;
  on(event: 'message', listener: (report: EngineReport) => void): unknown;
}

export interface EngineHostOptions {
  fork(): EngineChild;
  /** Messages that every new engine gets first. */
  greeting(): readonly EngineControl[];
  clock: Clock;
  log: Log;
  onState(state: EngineProcessState): void;
  onReport(report: EngineReport): void;
}

const stopTimeoutMs = 3_000;

/** Keeps one engine process alive and connects pages to it. */
export class EngineHost {
  private child: EngineChild | null = null;
  private fault: string | null = null;
  private deaths: number[] = [];
  private current: EngineProcessState = { state: 'stopped', reason: null };
  private cancelTimer: () => void = () => undefined;
  private exited: () => void = () => undefined;
  private readonly waiting = new Set<WebContents>();

  constructor(private readonly options: EngineHostOptions) {}

  get state(): EngineProcessState {
    return this.current;
  }

  start(): void {
    const child = this.options.fork();
    this.child = child;
    this.fault = null;
    child.on('error', (type, location) => this.failing(`${type} at ${location}`));
    child.on('message', (report) => {
      if (report.type === 'fatal') this.failing(report.reason);
      else this.options.onReport(report);
    });
    child.on('exit', (code) => this.ended(child, code));
    for (const message of this.options.greeting()) child.postMessage(message);
    this.to({ state: 'running', reason: null });
    for (const page of this.waiting) this.connect(page);
    this.waiting.clear();
  }

  /** Sends a fresh port to the page now, or as soon as there is an engine. `again` starts one that was given up. */
  connect(page: WebContents, again = false): void {
    if (!this.child) {
      if (this.current.state === 'failed' && !again) return;
      this.waiting.add(page);
      if (this.current.state === 'failed') this.startAgain();
      return;
    }
    if (page.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    this.child.postMessage({ type: 'client' }, [port1]);
    page.postMessage(bridgeChannels.port, null, [port2]);
  }

  /** Tells the running engine something; a later one learns it from `greeting`. False when there is none. */
  send(message: EngineControl): boolean {
    this.child?.postMessage(message);
    return this.child !== null;
  }

  /** Asks the engine to close its sessions and waits for its end, by force after three seconds. */
  async stop(): Promise<void> {
    this.cancelTimer();
    this.to({ state: 'stopped', reason: null });
    const child = this.child;
    if (!child) return;
    const exit = new Promise<void>((resolve) => {
      this.exited = resolve;
    });
    child.postMessage({ type: 'shutdown' });
    this.cancelTimer = this.options.clock.after(stopTimeoutMs, () => child.kill());
    await exit;
    this.cancelTimer();
  }

  private startAgain(): void {
    this.deaths = [];
    this.start();
  }

  private failing(fault: string): void {
    this.fault = fault;
    this.options.log(`engine: ${fault}`);
  }

  private ended(child: EngineChild, code: number): void {
    if (child !== this.child) return;
    this.child = null;
    if (this.current.state === 'stopped') {
      this.exited();
      return;
    }
    const reason = this.fault ?? `The engine ended with code ${code}.`;
    this.deaths = [...this.deaths, this.options.clock.now()].slice(-20);
    const delayMs = nextDelayMs(this.deaths, restartPolicy);
    this.options.log(delayMs === null ? `${reason} It is not started again.` : `${reason} Again in ${delayMs} ms.`);
    if (delayMs !== null) this.cancelTimer = this.options.clock.after(delayMs, () => this.start());
    else this.waiting.clear();
    this.to({ state: delayMs === null ? 'failed' : 'restarting', reason });
  }

  private to(state: EngineProcessState): void {
    this.current = state;
    this.options.onState(state);
  }
}
