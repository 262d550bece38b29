import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../shared/host/staticFiles';
import { buildDesktop, out, type Running, runMain } from './runMain';

let running: Running;

beforeAll(buildDesktop);
afterEach(() => running.stop());

function start(...args: Parameters<typeof runMain>) {
  running = runMain(...args);
  return running.fake;
}

async function startReady(...args: Parameters<typeof runMain>) {
  const fake = start(...args);
  await fake.ready();
  return fake;
}

function argsOf(name: string): unknown[] {
  const call = running.fake.calls.find((each) => each.name === name);
  if (!call) throw new Error(`${name} was not called`);
  return call.args;
}

describe('start of the desktop host', () => {
  it('prepares everything before the app is ready', () => {
    const fake = start();
    expect(fake.names()).toEqual([
      'app.requestSingleInstanceLock',
      'crashReporter.start',
      'app.enableSandbox',
      'app.setAppUserModelId',
      'protocol.registerSchemesAsPrivileged',
    ]);
    for (const event of ['web-contents-created', 'second-instance', 'open-file', 'before-quit', 'activate']) {
      expect(fake.app.listenerCount(event), event).toBe(1);
    }
  });

  it('makes app: a standard, secure scheme under the policy', () => {
    start();
    const [schemes] = argsOf('protocol.registerSchemesAsPrivileged');
    expect(schemes).toEqual([
      {
        scheme: 'app',
        privileges: {
          standard: true,
          secure: true,
          supportFetchAPI: true,
          corsEnabled: true,
          stream: true,
          codeCache: true,
          bypassCSP: false,
        },
      },
    ]);
  });

  it('quits and does nothing else without the lock', async () => {
    const fake = await startReady([], { lock: false });
    expect(fake.names()).toEqual(['app.requestSingleInstanceLock', 'app.quit']);
    expect(fake.app.eventNames()).toEqual([]);
  });

  it('guards the session before the first page loads', async () => {
    const fake = await startReady();
    const names = fake.names();
    const load = names.indexOf('loadURL');
    for (const name of [
      'setPermissionRequestHandler',
      'setPermissionCheckHandler',
      'setDevicePermissionHandler',
      'protocol.handle',
    ]) {
      expect(names.indexOf(name), name).toBeGreaterThan(-1);
      expect(names.indexOf(name), name).toBeLessThan(load);
    }
    expect(fake.calls.find(({ name }) => name === 'utilityProcess.fork')?.ready).toBe(true);
    expect(argsOf('loadURL')).toEqual(['app://rankscope/index.html']);
  });

  it('names its files by absolute paths beside itself', async () => {
    const fake = await startReady();
    expect(fake.windows[0]?.options.webPreferences?.preload).toBe(path.join(out, 'preload.cjs'));
    expect(fake.children[0]?.file).toBe(path.join(out, 'engine.cjs'));
    expect(existsSync(path.join(out, 'preload.cjs'))).toBe(true);
    expect(existsSync(path.join(out, 'engine.cjs')), 'run npm run build first').toBe(true);
  });

  it('isolates the page from Node', async () => {
    const fake = await startReady();
    expect(fake.windows[0]?.options.webPreferences).toEqual({
      preload: path.join(out, 'preload.cjs'),
      devTools: true,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  });

  it('takes the developer tools out of the package', async () => {
    const fake = await startReady([], { packaged: true });
    expect(fake.windows[0]?.options.webPreferences?.devTools).toBe(false);
    expect(JSON.stringify(argsOf('setApplicationMenu'))).not.toContain('toggleDevTools');
  });
});

describe('guards of the desktop host', () => {
  it('grants our page the clipboard and nothing else', async () => {
    await startReady();
    const [request] = argsOf('setPermissionRequestHandler') as [
      (contents: unknown, permission: string, answer: (granted: boolean) => void) => void,
    ];
    const [check] = argsOf('setPermissionCheckHandler') as [(contents: unknown, permission: string) => boolean];
    const [device] = argsOf('setDevicePermissionHandler') as [() => boolean];
    const ask = (url: string, permission: string) => {
      const contents = { getURL: () => url };
      let granted = false;
      request(contents, permission, (answer) => {
        granted = answer;
      });
      expect(check(contents, permission)).toBe(granted);
      return granted;
    };
    expect(ask('app://rankscope/index.html', 'clipboard-sanitized-write')).toBe(true);
    expect(ask('app://other/index.html', 'clipboard-sanitized-write')).toBe(false);
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'fileSystem',
      'openExternal',
    ]) {
      expect(ask('app://rankscope/index.html', permission), permission).toBe(false);
    }
    expect(check(null, 'clipboard-sanitized-write')).toBe(false);
    expect(device()).toBe(false);
  });

  it('keeps pages where they are', async () => {
    const fake = await startReady();
    const page = fake.windows[0]?.webContents;
    if (!page) throw new Error('no window');
    expect(page.openHandler?.({} as never)).toEqual({ action: 'deny' });
    const prevented = (event: string, url: string) => {
      let stopped = false;
      page.emit(event, { url, preventDefault: () => (stopped = true) });
      return stopped;
    };
    expect(prevented('will-frame-navigate', 'https://example.org/')).toBe(true);
    expect(prevented('will-frame-navigate', 'file:///etc/passwd')).toBe(true);
    expect(prevented('will-frame-navigate', 'app://other/index.html')).toBe(true);
    expect(prevented('will-frame-navigate', 'app://rankscope/index.html#/compare')).toBe(false);
    expect(prevented('will-attach-webview', '')).toBe(true);
  });

  it('serves the built page with the shared policy', async () => {
    await startReady();
    const [scheme, handler] = argsOf('protocol.handle') as [string, (request: Request) => Promise<Response>];
    expect(scheme).toBe('app');
    const get = (url: string, method = 'GET') => handler(new Request(url, { method }));
    const page = await get('app://rankscope/index.html');
    expect(page.status, 'run npm run build first').toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toBe(contentSecurityPolicy());
    expect(await page.text()).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>/);
    expect((await get('app://rankscope/', 'HEAD')).status).toBe(200);
    expect((await get('app://rankscope/missing.js')).status).toBe(404);
    expect((await get('app://rankscope/..%2fmain.cjs')).status).toBe(404);
    expect((await get('app://other/index.html')).status).toBe(404);
    expect((await get('app://rankscope/index.html', 'POST')).status).toBe(405);
  });

  it('answers only the main frame of its own page', async () => {
    const fake = await startReady();
    const page = fake.windows[0]?.webContents;
    if (!page) throw new Error('no window');
    await expect(page.invoke('rankscope:connect', undefined, { url: page.mainFrame.url })).rejects.toThrow('refused');
    await expect(page.invoke('rankscope:connect', undefined, null)).rejects.toThrow('refused');
    page.mainFrame.url = 'https://example.org/';
    await expect(page.invoke('rankscope:connect')).rejects.toThrow('refused');
    expect(page.ports).toEqual([]);
  });
});

describe('window of the desktop host', () => {
  it('appears when its page has painted', async () => {
    const fake = await startReady();
    expect(fake.names()).not.toContain('show');
    fake.windows[0]?.emit('ready-to-show');
    expect(fake.names().filter((name) => name === 'show')).toHaveLength(1);
  });

  it('offers to reload a page that crashed', async () => {
    const fake = await startReady();
    fake.windows[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    await Promise.resolve();
    await Promise.resolve();
    expect(fake.names().slice(-2)).toEqual(['showMessageBox', 'reload']);
  });
});

describe('opening cases in the desktop host', () => {
  const settingsOf = (args: readonly string[] | undefined) => JSON.parse(args?.[0] ?? '{}') as Record<string, unknown>;

  it('hands the case of the command line to the engine', async () => {
    const fake = await startReady(['--inspect=0', 'some/case']);
    const startCase = path.resolve('some/case');
    expect(settingsOf(fake.children[0]?.args)).toEqual({ host: 'electron', startCase, allowedRoots: [startCase] });
  });

  it('opens a file of the system that came before ready', async () => {
    const fake = start();
    const file = path.resolve('/cases/a/case.yaml');
    fake.app.emit('open-file', { preventDefault: () => undefined }, file);
    await fake.ready();
    const settings = settingsOf(fake.children[0]?.args);
    expect(settings).toMatchObject({ startCase: file, allowedRoots: [path.dirname(file)] });
  });

  it('gives the page a token instead of a path', async () => {
    const fake = await startReady();
    const page = fake.windows[0]?.webContents;
    const folder = path.join(running.folder, 'my case');
    mkdirSync(path.join(running.folder, 'userData'), { recursive: true });
    fake.dialogs.open.push([folder]);
    const picked = await page?.invoke('rankscope:pick', { kind: 'folder' });
    expect(picked).toEqual({ token: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'my case' });
    const { token } = picked as { token: string };
    expect(fake.children[0]?.messages.at(-1)?.message).toEqual({ type: 'grant', token, path: folder });
    expect(await page?.invoke('rankscope:pick', { kind: 'folder' })).toBeNull();
    expect(await page?.invoke('rankscope:pick', { kind: 'format disk' })).toBeNull();
    const dialogs = fake.calls.filter(({ name }) => name === 'showOpenDialog');
    expect(dialogs.at(-1)?.args[0]).toMatchObject({ defaultPath: running.folder });
  });

  it('passes the case of a second start to the page', async () => {
    const fake = await startReady();
    const page = fake.windows[0]?.webContents;
    const data = { argv: ['electron', '.', 'other'], cwd: '/cases' };
    fake.app.emit('second-instance', {}, [], '/', data);
    expect(fake.names()).toContain('focus');
    expect(page?.sent.at(-1)).toMatchObject({ channel: 'rankscope:open', payload: { name: 'other' } });
    const grant = fake.children[0]?.messages.at(-1)?.message;
    expect(grant).toMatchObject({ type: 'grant', path: path.resolve('/cases/other') });
    fake.app.emit('second-instance', {}, [], '/', { argv: 'not a list' });
    expect(page?.sent.filter(({ channel }) => channel === 'rankscope:open')).toHaveLength(1);
  });
});
