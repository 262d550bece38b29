/** A file or folder that a person chose; `token` stands for its path in calls to the engine. */
export interface PickedPath {
  token: string;
  name: string;
}

/** What to choose: a folder (of a case), a file (case.yaml or a session), or a place to write `name`. */
export type PickRequest = { kind: 'folder' } | { kind: 'file' } | { kind: 'save'; name: string };

/** The engine's process as the desktop host sees it. `failed` stays until `connect` asks again. */
export interface EngineProcessState {
  state: 'running' | 'restarting' | 'failed' | 'stopped';
  /** What ended it, in words; null while it runs. */
  reason: string | null;
}

/** Commands of the menu that the page carries out; the menu's other commands are the host's own. */
export const pageCommands = ['undo', 'redo', 'palette', 'shortcuts', 'export'] as const;
export type PageCommand = (typeof pageCommands)[number];

/** What the page may ask of the desktop host; `window.rankscope`, absent in a browser. */
export interface DesktopBridge {
  /**
   * Asks for a connection to the engine. The port comes as a `message` event of the window with
   * `data.type === enginePortMessage` and one port; listen before calling. Call again when the port closes. The answer
   * is the engine's state: with `failed` no port comes, unless `again` asks for one more start.
   */
  connect(again: boolean): Promise<EngineProcessState>;
  /** Shows a file dialog; null when it was dismissed. */
  pick(request: PickRequest): Promise<PickedPath | null>;
  /** Asks where to put a file of `data.export` and moves it there: its name, or null when the dialog was dismissed. */
  saveExport(file: { token: string; name: string }): Promise<string | null>;
  /** A token for a file that was dropped on the window; null when it has no path. */
  dropped(file: unknown): Promise<PickedPath | null>;
  /** Cases opened from outside (a second start, a file manager). Returns the way to stop listening. */
  onOpen(listener: (picked: PickedPath) => void): () => void;
  onCommand(listener: (command: PageCommand) => void): () => void;
  onEngineState(listener: (state: EngineProcessState) => void): () => void;
}

/** The name of the bridge on the page's window. */
export const bridgeName = 'rankscope';

/** `data.type` of the window message that carries the engine's port. */
export const enginePortMessage = 'engine-port';

/** Channels between preload and main; nothing else passes. */
export const bridgeChannels = {
  connect: 'rankscope:connect',
  port: 'rankscope:port',
  pick: 'rankscope:pick',
  saveExport: 'rankscope:save-export',
  dropped: 'rankscope:dropped',
  command: 'rankscope:command',
  open: 'rankscope:open',
  engineState: 'rankscope:engine-state',
} as const;
