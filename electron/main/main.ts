import path from 'node:path';
import { app, crashReporter } from 'electron';
import { registerAppScheme } from './appScheme';
import { Desktop } from './desktop';
import { caseOfLaunch } from './launchArguments';
import { endOnFault, followApp, followOpenFile } from './lifecycle';
import { openLog } from './log';

// Everything here runs before the app is ready, in this order: the lock lies in userData, and the scheme and the
// sandbox can only be set now.
const ownFolder = process.env.RANKSCOPE_USER_DATA;
if (ownFolder) {
  app.setPath('userData', ownFolder);
  app.setPath('logs', path.join(ownFolder, 'logs'));
}
const launch = { argv: process.argv, cwd: process.cwd() };

if (app.requestSingleInstanceLock(launch)) run();
else app.quit();

function run(): void {
  const log = openLog(app.getPath('logs'));
  let desktop: Desktop | null = null;
  let startCase = caseOfLaunch({ ...launch, packaged: app.isPackaged });
  endOnFault(log);
  // Dumps of crashed processes stay in a folder of this machine.
  crashReporter.start({ uploadToServer: false });
  app.enableSandbox();
  app.setAppUserModelId('app.rankscope.desktop');
  registerAppScheme();
  followApp(() => desktop, log);
  followOpenFile((file) => {
    if (desktop) desktop.open(file);
    else startCase = file;
  });
  void app.whenReady().then(() => {
    desktop = new Desktop(__dirname, startCase, log);
    desktop.start();
  });
}
