import { Menu, type MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  openCase(kind: 'folder' | 'file'): void;
}

/** The application menu: opening, editing, zoom and window roles; the page has its own commands. */
export function installMenu({ openCase }: MenuActions, { devTools, mac }: { devTools: boolean; mac: boolean }): void {
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      { label: 'Open Case Folder…', accelerator: 'CmdOrCtrl+O', click: () => openCase('folder') },
      { label: 'Open Case or Session File…', accelerator: 'CmdOrCtrl+Shift+O', click: () => openCase('file') },
      { type: 'separator' },
      { role: mac ? 'close' : 'quit' },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      { role: 'reload' },
      ...(devTools ? [{ role: 'toggleDevTools' } as const] : []),
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
    ],
  };
  const appMenu: MenuItemConstructorOptions[] = mac ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...appMenu, file, { role: 'editMenu' }, view, { role: 'windowMenu' }]),
  );
}
