import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import {
  bridgeChannels,
  bridgeName,
  type DesktopBridge,
  type EngineProcessState,
  enginePortMessage,
  type PageCommand,
  type PickedPath,
} from '../../shared/host/desktopBridge';

function listen<T>(channel: string, listener: (payload: T) => void): () => void {
  // The event object would hand the page a sender; it gets the payload only.
  const inner = (_event: IpcRendererEvent, payload: T) => listener(payload);
  ipcRenderer.on(channel, inner);
  return () => void ipcRenderer.off(channel, inner);
}

const bridge: DesktopBridge = {
  connect: (again) => ipcRenderer.invoke(bridgeChannels.connect, again),
  pick: (request) => ipcRenderer.invoke(bridgeChannels.pick, request),
  saveExport: (file) => ipcRenderer.invoke(bridgeChannels.saveExport, file),
  dropped: async (file) => ipcRenderer.invoke(bridgeChannels.dropped, webUtils.getPathForFile(file as File)),
  onOpen: (listener) => listen<PickedPath>(bridgeChannels.open, listener),
  onCommand: (listener) => listen<PageCommand>(bridgeChannels.command, listener),
  onEngineState: (listener) => listen<EngineProcessState>(bridgeChannels.engineState, listener),
};

// Ports cannot pass the context bridge; a window message can carry them.
ipcRenderer.on(bridgeChannels.port, (event) => {
  window.postMessage({ type: enginePortMessage }, window.location.origin, event.ports);
});

contextBridge.exposeInMainWorld(bridgeName, bridge);
