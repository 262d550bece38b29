import { BrowserWindow, dialog, nativeTheme } from 'electron';
import { pageUrl } from './appUrl';
import type { Log } from './log';

const showFallbackMs = 3_000;

export interface AppWindowOptions {
  /** The built preload script, an absolute path. */
  preload: string;
  devTools: boolean;
  log: Log;
}

/** Opens the app's window; it appears when its page has painted, or after three seconds whatever happens. */
export function openAppWindow({ preload, devTools, log }: AppWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 900,
    minHeight: 600,
    title: 'Rankscope',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: {
      preload,
      devTools,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  showOnce(window);
  watchPage(window, log);
  window.loadURL(pageUrl).catch((error: Error) => log(`page: ${error.message}`));
  return window;
}

function showOnce(window: BrowserWindow): void {
  const show = () => {
    clearTimeout(fallback);
    if (!window.isDestroyed() && !window.isVisible()) window.show();
  };
  const fallback = setTimeout(show, showFallbackMs);
  window.once('ready-to-show', show);
  window.once('closed', () => clearTimeout(fallback));
}

function watchPage(window: BrowserWindow, log: Log): void {
  const page = window.webContents;
  page.on('preload-error', (_event, file, error) => log(`preload ${file}: ${error.message}`));
  page.on('did-fail-load', (_event, code, description, url) => {
    log(`page: ${url} failed with ${description} (${code})`);
    dialog.showErrorBox('Rankscope could not load its page', `${url}: ${description} (${code})`);
  });
  page.on('unresponsive', () => log('page: does not respond'));
  page.on('render-process-gone', (_event, { reason, exitCode }) => {
    log(`page: process ended, ${reason} (${exitCode})`);
    if (reason !== 'clean-exit') offerReload(window, reason).catch((error: Error) => log(`page: ${error.message}`));
  });
}

async function offerReload(window: BrowserWindow, reason: string): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The page of this window has ended.',
    detail: `Reason: ${reason}. Your case and its session are not affected.`,
    buttons: ['Reload', 'Close'],
  });
  if (response === 0) window.reload();
  else window.close();
}
