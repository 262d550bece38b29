import { app, BrowserWindow, clipboard, shell } from 'electron';
import type { EngineProcessState } from '../../shared/host/desktopBridge';
import { diagnostics } from './diagnostics';
import type { Log } from './log';

/** Puts the facts for a fault report on the clipboard; where that fails they are in the log. */
export function copyDiagnostics(engine: EngineProcessState, log: Log): void {
  const text = diagnostics(engine, BrowserWindow.getAllWindows().length);
  clipboard.writeText(text).catch((error: Error) => log(`diagnostics: ${error.message}\n${text}`));
}

/** Opens the folder of the log files in the system's file manager. */
export function showLog(log: Log): void {
  // `openPath` resolves with a sentence when it failed, an empty one when it did not.
  void shell.openPath(app.getPath('logs')).then((problem) => problem && log(`logs: ${problem}`));
}
