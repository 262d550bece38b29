import { app } from 'electron';
import type { Desktop } from './desktop';
import { caseOfLaunch, launchOfSecondStart } from './launchArguments';
import type { Log } from './log';
import { guardNavigation } from './navigationGuards';

/** Electron's app events, to be attached before the app is ready; `desktop()` is null until then. */
export function followApp(desktop: () => Desktop | null, log: Log): void {
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents));
  app.on('second-instance', (_event, _argv, _cwd, data) => {
    const launch = launchOfSecondStart(data, app.isPackaged);
    desktop()?.open(launch && caseOfLaunch(launch));
  });
  app.on('activate', () => desktop()?.open(null));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('child-process-gone', (_event, { type, reason, exitCode, serviceName }) => {
    log(`${serviceName ?? type}: process ended, ${reason} (${exitCode})`);
  });
  stopEngineBeforeQuit(desktop, log);
}

function stopEngineBeforeQuit(desktop: () => Desktop | null, log: Log): void {
  let stopped = false;
  app.on('before-quit', (event) => {
    const running = desktop();
    if (stopped || !running) return;
    event.preventDefault();
    stopped = true;
    running
      .stop()
      .catch((error: Error) => log(`engine: ${error.message}`))
      .finally(() => app.quit());
  });
}

/** Collects files opened by the system before the app is ready (macOS), and passes later ones on. */
export function followOpenFile(open: (file: string) => void): void {
  app.on('open-file', (event, file) => {
    event.preventDefault();
    open(file);
  });
}

/** An uncaught exception would open a box and leave a process nobody can see; end instead, with a line in the log. */
export function endOnFault(log: Log): void {
  const end = (error: unknown) => {
    log(`fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    app.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
