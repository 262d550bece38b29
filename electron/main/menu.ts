import { Menu } from 'electron';
import { type MenuActions, type MenuLook, menuTemplate } from './menuTemplate';

/** Puts the application menu in place; called again when what it offers has changed. */
export function installMenu(actions: MenuActions, look: MenuLook): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, look)));
}
