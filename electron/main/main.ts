import { app, crashReporter } from 'electron';
import { registerAppScheme } from './appScheme';
import { Desktop } from './desktop';
import { caseOfLaunch } from './launchArguments';
import { endOnFault, followApp, followOpenFile } from './lifecycle';
import { openLog } from './log';

// Everything here runs before the app is ready, in this order: the lock lies in userData, and the scheme and the
// sandbox can only be set now.
if (process.env.RANKSCOPE_USER_DATA) app.setPath('userData', process.env.RANKSCOPE_USER_DATA);
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
