import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import type { PageCommand } from '../../shared/host/desktopBridge';

type Items = MenuItemConstructorOptions[];

/** What the menu can do: commands of the host, and commands of the page in front. */
export interface MenuActions {
  openCase(kind: 'folder' | 'file'): void;
  openRecent(file: string): void;
  clearRecent(): void;
  newWindow(): void;
  command(command: PageCommand): void;
  copyDiagnostics(): void;
  showLog(): void;
}

export interface MenuLook {
  devTools: boolean;
  mac: boolean;
  /** Paths of the cases to offer, the latest first. */
  recent: readonly string[];
}

/** The application menu as data. */
export function menuTemplate(actions: MenuActions, look: MenuLook): Items {
  return [
    ...(look.mac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: fileItems(actions, look) },
    { label: '&Edit', submenu: editItems(actions) },
    { label: '&View', submenu: viewItems(actions, look) },
    { role: 'windowMenu' },
    { role: 'help', submenu: helpItems(actions, look) },
  ];
}

function fileItems({ openCase, newWindow, command, ...actions }: MenuActions, look: MenuLook): Items {
  return [
    { label: 'New Window', accelerator: 'CmdOrCtrl+Shift+N', click: newWindow },
    { type: 'separator' },
    { label: 'Open Case Folder…', accelerator: 'CmdOrCtrl+O', click: () => openCase('folder') },
    { label: 'Open Case or Session File…', accelerator: 'CmdOrCtrl+Shift+O', click: () => openCase('file') },
    { label: 'Open Recent', submenu: recentItems(actions, look.recent) },
    { type: 'separator' },
    { label: 'Export…', accelerator: 'CmdOrCtrl+Shift+E', click: () => command('export') },
    { type: 'separator' },
    { role: 'close' },
    ...(look.mac ? [] : [{ role: 'quit' } as const]),
  ];
}

function recentItems(
  { openRecent, clearRecent }: Pick<MenuActions, 'openRecent' | 'clearRecent'>,
  recent: readonly string[],
): Items {
  if (recent.length === 0) return [{ label: 'Nothing opened yet', enabled: false }];
  const named = recent.map((file) => ({ label: recentLabel(file), click: () => openRecent(file) }));
  return [...named, { type: 'separator' }, { label: 'Clear Menu', click: clearRecent }];
}

/** The case and the folder it lies in. A single & would underline the next letter. */
function recentLabel(file: string): string {
  return `${path.basename(file)}  (${path.dirname(file)})`.replaceAll('&', '&&');
}

function editItems({ command }: MenuActions): Items {
  // The page undoes its own commands and text; a role would reach text only. Where the system lets the page see the keys
  // first, they are its own, and the menu only shows them.
  const shown = { registerAccelerator: false };
  return [
    { label: 'Undo', accelerator: 'CmdOrCtrl+Z', ...shown, click: () => command('undo') },
    { label: 'Redo', accelerator: 'Shift+CmdOrCtrl+Z', ...shown, click: () => command('redo') },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'delete' },
    { role: 'selectAll' },
  ];
}

function viewItems({ command }: MenuActions, { devTools }: MenuLook): Items {
  return [
    {
      label: 'Command Palette…',
      accelerator: 'CmdOrCtrl+K',
      registerAccelerator: false,
      click: () => command('palette'),
    },
    { type: 'separator' },
    { role: 'reload' },
    ...(devTools ? [{ role: 'toggleDevTools' } as const] : []),
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
  ];
}

function helpItems({ command, copyDiagnostics, showLog }: MenuActions, { mac }: MenuLook): Items {
  return [
    { label: 'Keyboard Shortcuts', click: () => command('shortcuts') },
    { type: 'separator' },
    { label: 'Copy Diagnostics', click: copyDiagnostics },
    { label: 'Show Log Files', click: showLog },
    ...(mac ? [] : [{ type: 'separator' } as const, { role: 'about' } as const]),
  ];
}
