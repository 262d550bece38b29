import path from 'node:path';
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { bridgeChannels, type EngineProcessState, type PickedPath } from '../../shared/host/desktopBridge';
import { isAppUrl } from './appUrl';
import { exportRequestOf, pickPath, pickRequestOf } from './dialogs';
import type { ExportSaver } from './exportSaver';
import type { PathGrants } from './pathGrants';
import type { Preferences } from './preferences';

export interface BridgeServices {
  connect(window: BrowserWindow, again: boolean): EngineProcessState;
  grants: PathGrants;
  preferences: Preferences;
  exports: ExportSaver;
}

/** Answers the preload script of one window. Calls from anything but its main frame with our page are refused. */
export function handleBridge(window: BrowserWindow, services: BridgeServices): void {
  const { connect, grants, preferences, exports } = services;
  const handle = <R>(channel: string, answer: (value: unknown) => R | Promise<R>) => {
    window.webContents.ipc.handle(channel, (event, value: unknown) => {
      if (!isFromPage(window, event)) throw new Error(`${channel} was refused: it does not come from the app's page.`);
      return answer(value);
    });
  };
  handle(bridgeChannels.connect, (value) => connect(window, value === true));
  handle(bridgeChannels.pick, async (value): Promise<PickedPath | null> => {
    const request = pickRequestOf(value);
    const picked = request && (await pickPath(window, request, preferences));
    return picked ? grants.add(picked) : null;
  });
  handle(bridgeChannels.saveExport, async (value): Promise<string | null> => {
    const request = exportRequestOf(value);
    const target = request && (await pickPath(window, { kind: 'save', name: request.name }, preferences));
    if (!request || !target) return null;
    await exports.save(request.token, target);
    return path.basename(target);
  });
  handle(bridgeChannels.dropped, (value) => {
    return typeof value === 'string' && path.isAbsolute(value) ? grants.add(value) : null;
  });
}

function isFromPage(window: BrowserWindow, { senderFrame }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === window.webContents.mainFrame && isAppUrl(senderFrame.url);
}
