import path from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { bridgeChannels, type EngineProcessState, type PageCommand } from '../../shared/host/desktopBridge';
import type { EngineReport } from '../../shared/host/engineControl';
import { systemClock } from '../../shared/wire/clock';
import { serveApp } from './appScheme';
import { openAppWindow } from './appWindow';
import { handleBridge } from './bridgeHandlers';
import { pickPath } from './dialogs';
import { engineStart, forkEngine } from './engineChild';
import { EngineHost } from './engineHost';
import { ExportSaver } from './exportSaver';
import { copyDiagnostics, showLog } from './help';
import type { Log } from './log';
import { installMenu } from './menu';
import { PathGrants } from './pathGrants';
import { Preferences } from './preferences';
import { guardSession } from './sessionGuards';

/** The running app: its windows, its engine and what was asked to be opened. */
export class Desktop {
  private readonly engine: EngineHost;
  private readonly grants: PathGrants;
  private readonly exports: ExportSaver;
  private readonly preferences: Preferences;
  private readonly toOpen: string[] = [];

  /** `folder` holds the built files; `startCase` is opened first. */
  constructor(
    private readonly folder: string,
    startCase: string | null,
    private readonly log: Log,
  ) {
    const settings = engineStart(startCase);
    this.preferences = new Preferences(app.getPath('userData'), log);
    this.grants = new PathGrants((grant) => this.engine.send(grant));
    this.exports = new ExportSaver((message) => this.engine.send(message));
    this.engine = new EngineHost({
      fork: () => forkEngine(path.join(folder, 'engine.cjs'), settings, log),
      greeting: () => this.grants.all(),
      clock: systemClock,
      log,
      onState: (state) => this.engineChanged(state),
      onReport: (report) => this.reported(report),
    });
    // What a person opened before may be opened again: the page lists such cases by their paths.
    for (const file of this.preferences.recent) this.grants.add(file);
  }

  /** Opens the first window and starts the engine. Only after the app is ready. */
  start(): void {
    this.updateMenu();
    guardSession(session.defaultSession);
    serveApp(path.join(this.folder, 'renderer'));
    this.engine.start();
    this.openWindow();
  }

  openWindow(): BrowserWindow {
    const preload = path.join(this.folder, 'preload.cjs');
    const { grants, preferences, exports, log } = this;
    const window = openAppWindow({ preload, devTools: !app.isPackaged, preferences, log });
    handleBridge(window, {
      grants,
      preferences,
      exports,
      connect: (asking, again) => this.connect(asking, again),
    });
    return window;
  }

  /** Opens a case in the window that is there, or in a new one; null only brings the window to the front. */
  open(file: string | null): void {
    if (file !== null) this.toOpen.push(file);
    const window = this.front();
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

  private front(): BrowserWindow | undefined {
    return BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  }

  private connect(window: BrowserWindow, again: boolean): EngineProcessState {
    this.engine.connect(window.webContents, again);
    this.deliver(window);
    return this.engine.state;
  }

  private deliver(window: BrowserWindow): void {
    for (const file of this.toOpen.splice(0)) window.webContents.send(bridgeChannels.open, this.grants.add(file));
  }

  private engineChanged(state: EngineProcessState): void {
    if (state.state !== 'running') this.exports.engineGone();
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(bridgeChannels.engineState, state);
  }

  private reported(report: EngineReport): void {
    if (report.type === 'saved') this.exports.saved(report);
    if (report.type !== 'opened') return;
    this.log('engine: opened a case');
    this.preferences.addRecent(report.file);
    app.addRecentDocument(report.file);
    this.updateMenu();
  }

  private updateMenu(): void {
    const { recent } = this.preferences;
    const look = { devTools: !app.isPackaged, mac: process.platform === 'darwin', recent };
    installMenu(
      {
        openCase: (kind) => this.pickAndOpen(kind),
        openRecent: (file) => this.open(file),
        clearRecent: () => this.clearRecent(),
        newWindow: () => this.openWindow(),
        command: (command) => this.command(command),
        copyDiagnostics: () => copyDiagnostics(this.engine.state, this.log),
        showLog: () => showLog(this.log),
      },
      look,
    );
  }

  private clearRecent(): void {
    this.preferences.clearRecent();
    app.clearRecentDocuments();
    this.updateMenu();
  }

  private command(command: PageCommand): void {
    this.front()?.webContents.send(bridgeChannels.command, command);
  }

  private pickAndOpen(kind: 'folder' | 'file'): void {
    const window = this.front() ?? this.openWindow();
    pickPath(window, { kind }, this.preferences).then(
      (picked) => picked !== null && this.open(picked),
      (error: Error) => this.log(`dialog: ${error.message}`),
    );
  }
}
