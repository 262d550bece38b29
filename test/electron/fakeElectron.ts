import { EventEmitter } from 'node:events';
import path from 'node:path';
import type * as Electron from 'electron';

type Real = typeof import('electron');

/** One call of the fake, in order; `ready` says whether the app was ready by then. */
export interface Call {
  name: string;
  args: unknown[];
  ready: boolean;
}

type AppPart = Pick<
  Electron.App,
  | 'isPackaged'
  | 'enableSandbox'
  | 'requestSingleInstanceLock'
  | 'quit'
  | 'exit'
  | 'setPath'
  | 'getPath'
  | 'setAppUserModelId'
  | 'whenReady'
  | 'addRecentDocument'
  | 'clearRecentDocuments'
  | 'getLocale'
>;
type WindowPart = Pick<
  Electron.BrowserWindow,
  | 'loadURL'
  | 'show'
  | 'isVisible'
  | 'isDestroyed'
  | 'isMinimized'
  | 'restore'
  | 'focus'
  | 'reload'
  | 'close'
  | 'maximize'
  | 'isMaximized'
  | 'getNormalBounds'
>;
type PagePart = Pick<Electron.WebContents, 'postMessage' | 'send' | 'isDestroyed' | 'getURL' | 'setWindowOpenHandler'>;
type ChildPart = Pick<Electron.UtilityProcess, 'postMessage' | 'kill' | 'stdout' | 'stderr'>;
type SessionPart = Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler' | 'setSpellCheckerEnabled'
>;
type ProtocolPart = Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>;
type ShellPart = Pick<Electron.Shell, 'openPath'>;
type ClipboardPart = Pick<Electron.Clipboard, 'writeText'>;
type CrashPart = Pick<Electron.CrashReporter, 'start'>;
type DialogPart = Pick<Electron.Dialog, 'showErrorBox'>;

export class FakePage extends EventEmitter implements PagePart {
  readonly mainFrame = { url: 'app://rankscope/index.html' };
  readonly sent: { channel: string; payload: unknown }[] = [];
  readonly ports: { channel: string; ports: readonly unknown[] }[] = [];
  readonly handlers = new Map<string, (event: { senderFrame: unknown }, value?: unknown) => unknown>();
  readonly ipc = {
    handle: (channel: string, answer: (event: { senderFrame: unknown }, value?: unknown) => unknown) => {
      this.handlers.set(channel, answer);
    },
  };
  openHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | null = null;

  getURL(): string {
    return this.mainFrame.url;
  }
  isDestroyed(): boolean {
    return false;
  }
  send(channel: string, payload: unknown): void {
    this.sent.push({ channel, payload: structuredClone(payload) });
  }
  postMessage(channel: string, _message: unknown, ports: readonly unknown[] = []): void {
    checkPorts(ports);
    this.ports.push({ channel, ports });
  }
  setWindowOpenHandler(handler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse): void {
    this.openHandler = handler;
  }
  /** Calls the main process as the page's preload script would. */
  async invoke(channel: string, value?: unknown, senderFrame: unknown = this.mainFrame): Promise<unknown> {
    const answer = this.handlers.get(channel);
    if (!answer) throw new Error(`no handler for ${channel}`);
    return answer({ senderFrame }, value);
  }
}

export class FakeChild extends EventEmitter implements ChildPart {
  readonly stdout = new EventEmitter() as unknown as NodeJS.ReadableStream;
  readonly stderr = new EventEmitter() as unknown as NodeJS.ReadableStream;
  readonly messages: { message: unknown; ports: readonly unknown[] }[] = [];
  killed = 0;

  constructor(
    readonly file: string,
    readonly args: readonly string[],
    readonly options: Electron.ForkOptions,
  ) {
    super();
  }
  postMessage(message: unknown, ports: readonly unknown[] = []): void {
    checkPorts(ports);
    this.messages.push({ message: structuredClone(message), ports });
  }
  kill(): boolean {
    this.killed += 1;
    return true;
  }
}

class FakePort {}

// Electron answers anything but its own ports with this error; an ArrayBuffer never gets across.
function checkPorts(ports: readonly unknown[]): void {
  for (const port of ports) {
    if (!(port instanceof FakePort)) throw new TypeError('Port at index 0 is not a valid port');
  }
}

export interface FakeOptions {
  /** A folder of the test's own, for every `app.getPath`. */
  folder: string;
  lock?: boolean;
  packaged?: boolean;
  /** What the displays leave to windows. */
  areas?: Electron.Rectangle[];
}

const oneDisplay = [{ x: 0, y: 0, width: 1920, height: 1040 }];

/** A stand-in for Electron's main process that records what is called and lets a test emit what happens. */
export function createFakeElectron({ folder, lock = true, packaged = false, areas = oneDisplay }: FakeOptions) {
  const calls: Call[] = [];
  const windows: (EventEmitter & {
    webContents: FakePage;
    options: Electron.BrowserWindowConstructorOptions;
    bounds: Electron.Rectangle;
    maximized: boolean;
  })[] = [];
  const children: FakeChild[] = [];
  const app = new EventEmitter();
  let ready = false;
  let becomeReady: () => void = () => undefined;
  const whenReady = new Promise<void>((resolve) => {
    becomeReady = resolve;
  });
  const record = (name: string, ...args: unknown[]) => void calls.push({ name, args, ready });

  const appPart: AppPart = {
    isPackaged: packaged,
    enableSandbox: () => record('app.enableSandbox'),
    requestSingleInstanceLock: (data) => {
      record('app.requestSingleInstanceLock', data);
      return lock;
    },
    quit: () => record('app.quit'),
    exit: (code) => record('app.exit', code),
    setPath: (name, value) => record('app.setPath', name, value),
    getPath: (name) => path.join(folder, name),
    setAppUserModelId: (id) => record('app.setAppUserModelId', id),
    whenReady: () => whenReady,
    addRecentDocument: (file) => record('app.addRecentDocument', file),
    clearRecentDocuments: () => record('app.clearRecentDocuments'),
    getLocale: () => 'en-US',
  };

  class FakeWindow extends EventEmitter implements WindowPart {
    readonly webContents = new FakePage();
    private visible = false;
    maximized = false;
    bounds: Electron.Rectangle;

    constructor(readonly options: Electron.BrowserWindowConstructorOptions) {
      super();
      const { x = 0, y = 0, width = 800, height = 600 } = options;
      this.bounds = { x, y, width, height };
      record('new BrowserWindow', options);
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    static getAllWindows = () => windows;
    static getFocusedWindow = () => windows[0] ?? null;
    async loadURL(url: string): Promise<void> {
      record('loadURL', url);
    }
    show(): void {
      this.visible = true;
      record('show');
    }
    isVisible = () => this.visible;
    isDestroyed = () => false;
    isMinimized = () => false;
    restore = () => record('restore');
    focus = () => record('focus');
    reload = () => record('reload');
    close = () => record('close');
    maximize(): void {
      this.maximized = true;
      record('maximize');
    }
    isMaximized = () => this.maximized;
    getNormalBounds = () => this.bounds;
  }

  const protocol: ProtocolPart = {
    registerSchemesAsPrivileged: (schemes) => record('protocol.registerSchemesAsPrivileged', schemes),
    handle: (scheme, handler) => record('protocol.handle', scheme, handler),
  };
  const defaultSession: SessionPart = {
    setPermissionRequestHandler: (handler) => record('setPermissionRequestHandler', handler),
    setPermissionCheckHandler: (handler) => record('setPermissionCheckHandler', handler),
    setDevicePermissionHandler: (handler) => record('setDevicePermissionHandler', handler),
    setSpellCheckerEnabled: (enabled) => record('setSpellCheckerEnabled', enabled),
  };
  const dialogs = { open: [] as string[][], save: [] as string[], message: 0 };
  const dialog = {
    showErrorBox: (title, content) => record('showErrorBox', title, content),
    async showOpenDialog(
      _window: unknown,
      options: Electron.OpenDialogOptions,
    ): Promise<Electron.OpenDialogReturnValue> {
      record('showOpenDialog', options);
      const filePaths = dialogs.open.shift() ?? [];
      return { canceled: filePaths.length === 0, filePaths };
    },
    async showSaveDialog(
      _window: unknown,
      options: Electron.SaveDialogOptions,
    ): Promise<Electron.SaveDialogReturnValue> {
      record('showSaveDialog', options);
      const filePath = dialogs.save.shift() ?? '';
      return { canceled: filePath === '', filePath };
    },
    async showMessageBox(
      _window: unknown,
      options: Electron.MessageBoxOptions,
    ): Promise<Electron.MessageBoxReturnValue> {
      record('showMessageBox', options);
      return { response: dialogs.message, checkboxChecked: false };
    },
  } satisfies DialogPart & Partial<Record<keyof Electron.Dialog, unknown>>;

  const parts = {
    app: Object.assign(app, appPart),
    BrowserWindow: FakeWindow,
    protocol,
    session: { defaultSession },
    utilityProcess: {
      fork(file: string, args: string[] = [], options: Electron.ForkOptions = {}) {
        record('utilityProcess.fork', file, args, options);
        const child = new FakeChild(file, args, options);
        children.push(child);
        return child;
      },
    },
    MessageChannelMain: class {
      readonly port1 = new FakePort();
      readonly port2 = new FakePort();
    },
    Menu: {
      buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
      setApplicationMenu: (menu: unknown) => record('setApplicationMenu', menu),
    },
    dialog,
    nativeTheme: { shouldUseDarkColors: true },
    screen: { getAllDisplays: () => areas.map((workArea) => ({ workArea })) },
    shell: {
      async openPath(place) {
        record('shell.openPath', place);
        return '';
      },
    } satisfies ShellPart,
    clipboard: { writeText: async (text) => record('clipboard.writeText', text) } satisfies ClipboardPart,
    crashReporter: { start: (options) => record('crashReporter.start', options) } satisfies CrashPart,
  } satisfies Partial<Record<keyof Real, unknown>>;

  return {
    module: strict(parts),
    app,
    calls,
    windows,
    children,
    dialogs,
    names: () => calls.map(({ name }) => name),
    async ready() {
      ready = true;
      becomeReady();
      await whenReady;
      await Promise.resolve();
    },
  };
}

export type FakeElectron = ReturnType<typeof createFakeElectron>;

// A name that the fake lacks must fail the test rather than be undefined in the code under test.
function strict<T extends object>(parts: T): T {
  return new Proxy(parts, {
    get(target, key) {
      if (typeof key === 'string' && !(key in target)) throw new Error(`electron.${key} is not in the fake`);
      return Reflect.get(target, key);
    },
  });
}
