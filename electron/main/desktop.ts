import path from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { bridgeChannels } from '../../shared/host/desktopBridge';
import { systemClock } from '../../shared/wire/clock';
import { serveApp } from './appScheme';
import { openAppWindow } from './appWindow';
import { handleBridge } from './bridgeHandlers';
import { pickPath } from './dialogs';
import { engineStart, forkEngine } from './engineChild';
import { EngineHost } from './engineHost';
import type { Log } from './log';
import { installMenu } from './menu';
import { PathGrants } from './pathGrants';
import { Preferences } from './preferences';
import { guardSession } from './sessionGuards';

/** The running app: its windows, its engine and what was asked to be opened. */
export class Desktop {
  private readonly engine: EngineHost;
  private readonly grants: PathGrants;
  private readonly preferences = new Preferences(app.getPath('userData'));
  private readonly toOpen: string[] = [];

  /** `folder` holds the built files; `startCase` is opened first. */
  constructor(
    private readonly folder: string,
    startCase: string | null,
    private readonly log: Log,
  ) {
    const settings = engineStart(startCase);
    this.grants = new PathGrants((grant) => this.engine.send(grant));
    this.engine = new EngineHost({
      fork: () => forkEngine(path.join(folder, 'engine.cjs'), settings, log),
      greeting: () => this.grants.all(),
      clock: systemClock,
      log,
      onState: (state) => this.tellPages(bridgeChannels.engineState, state),
    });
  }

  /** Opens the first window and starts the engine. Only after the app is ready. */
  start(): void {
    const look = { devTools: !app.isPackaged, mac: process.platform === 'darwin' };
    installMenu({ openCase: (kind) => this.pickAndOpen(kind) }, look);
    guardSession(session.defaultSession);
    serveApp(path.join(this.folder, 'renderer'));
    this.engine.start();
    this.openWindow();
  }

  openWindow(): BrowserWindow {
    const preload = path.join(this.folder, 'preload.cjs');
    const window = openAppWindow({ preload, devTools: !app.isPackaged, log: this.log });
    const { grants, preferences } = this;
    handleBridge(window, { grants, preferences, connect: () => this.connect(window) });
    return window;
  }

  /** Opens a case in the window that is there, or in a new one; null only brings the window to the front. */
  open(file: string | null): void {
    if (file !== null) this.toOpen.push(file);
    const window = BrowserWindow.getAllWindows()[0];
    if (!window) {
      this.openWindow();
      return;
    }
    if (window.isMinimized()) window.restore();
    window.focus();
    this.deliver(window);
  }

  stop(): Promise<void> {
    return this.engine.stop();
  }

  private connect(window: BrowserWindow): void {
    this.engine.connect(window.webContents);
    window.webContents.send(bridgeChannels.engineState, this.engine.state);
    this.deliver(window);
  }

  private deliver(window: BrowserWindow): void {
    for (const file of this.toOpen.splice(0)) window.webContents.send(bridgeChannels.open, this.grants.add(file));
  }

  private pickAndOpen(kind: 'folder' | 'file'): void {
    const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0] ?? this.openWindow();
    pickPath(window, { kind }, this.preferences).then(
      (picked) => picked !== null && this.open(picked),
      (error: Error) => this.log(`dialog: ${error.message}`),
    );
  }

  private tellPages(channel: string, payload: unknown): void {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(channel, payload);
  }
}
