import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { bridgeChannels, type PickedPath } from '../../shared/host/desktopBridge';
import { isAppUrl } from './appUrl';
import { pickPath, pickRequestOf } from './dialogs';
import type { PathGrants } from './pathGrants';
import type { Preferences } from './preferences';

export interface BridgeServices {
  connect(window: BrowserWindow): void;
  grants: PathGrants;
  preferences: Preferences;
}

/** Answers the preload script of one window. Calls from anything but its main frame with our page are refused. */
export function handleBridge(window: BrowserWindow, { connect, grants, preferences }: BridgeServices): void {
  const handle = <R>(channel: string, answer: (value: unknown) => R | Promise<R>) => {
    window.webContents.ipc.handle(channel, (event, value: unknown) => {
      if (!isFromPage(window, event)) throw new Error(`${channel} was refused: it does not come from the app's page.`);
      return answer(value);
    });
  };
  handle(bridgeChannels.connect, () => connect(window));
  handle(bridgeChannels.pick, async (value): Promise<PickedPath | null> => {
    const request = pickRequestOf(value);
    const picked = request && (await pickPath(window, request, preferences));
    return picked ? grants.add(picked) : null;
  });
  handle(bridgeChannels.dropped, (value) => (typeof value === 'string' && value !== '' ? grants.add(value) : null));
}

function isFromPage(window: BrowserWindow, { senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === window.webContents.mainFrame && isAppUrl(senderFrame.url);
}
