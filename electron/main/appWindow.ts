import { BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import { pageUrl } from './appUrl';
import type { Log } from './log';
import type { Preferences } from './preferences';
import { placeWindow, smallestWindow, type WindowPlacement } from './windowPlacement';

const showFallbackMs = 3_000;
/** A further window is not put exactly over the one before. */
const stepPixels = 28;

export interface AppWindowOptions {
  /** The built preload script, an absolute path. */
  preload: string;
  devTools: boolean;
  preferences: Preferences;
  log: Log;
}

/** Opens the app's window; it appears when its page has painted, or after three seconds whatever happens. */
export function openAppWindow({ preload, devTools, preferences, log }: AppWindowOptions): BrowserWindow {
  const former = formerPlacement(preferences);
  const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...placeWindow(former, areas),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
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
  window.on('close', () => rememberPlacement(window, preferences));
  showOnce(window, former?.maximized ?? false);
  window.once('show', () => log('window: shown'));
  watchPage(window, log);
  window.loadURL(pageUrl).catch((error: Error) => log(`page: ${error.message}`));
  return window;
}

function formerPlacement(preferences: Preferences): WindowPlacement | null {
  const beside = BrowserWindow.getAllWindows()[0];
  if (!beside) return preferences.window;
  const { x, y, width, height } = beside.getNormalBounds();
  return { x: x + stepPixels, y: y + stepPixels, width, height, maximized: false };
}

function rememberPlacement(window: BrowserWindow, preferences: Preferences): void {
  preferences.window = { ...window.getNormalBounds(), maximized: window.isMaximized() };
}

function showOnce(window: BrowserWindow, maximized: boolean): void {
  const show = () => {
    clearTimeout(fallback);
    if (window.isDestroyed() || window.isVisible()) return;
    // Maximizing shows a window, so it waits for the paint too.
    if (maximized) window.maximize();
    window.show();
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
