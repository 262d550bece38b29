import { notifications } from '@mantine/notifications';
import type { PageCommand } from '../../shared/host/desktopBridge';
import { runExport } from '../state/exportAction';
import { usePalette } from './palette/paletteStore';
import { useHelp } from './useHelp';

/** Carries out a command of the desktop's menu. */
export function runPageCommand(command: PageCommand): void {
  if (command === 'palette') usePalette.getState().toggle(true);
  else if (command === 'shortcuts') useHelp.setState({ open: true });
  else if (command === 'export') exportView();
  else takeBack(command);
}

function exportView(): void {
  if (runExport()) return;
  notifications.show({ message: 'This view has nothing to export. Tables and charts export by their own menus.' });
}

/** Undoes typing where text is typed, else presses the keys that the window and its editors listen to. */
function takeBack(command: 'undo' | 'redo'): void {
  const target = document.activeElement ?? document.body;
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    // The only way into a field's own history; typing is in no other.
    document.execCommand(command);
    return;
  }
  const isMac = /Mac/.test(navigator.userAgent);
  const keys = { key: command === 'undo' ? 'z' : 'Z', shiftKey: command === 'redo', ctrlKey: !isMac, metaKey: isMac };
  target.dispatchEvent(new KeyboardEvent('keydown', { ...keys, code: 'KeyZ', bubbles: true, cancelable: true }));
}
