import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './runMain';

/** The real app, unpackaged: needs Electron's binary and a display. Not part of `npm test`. */
describe('the app in Electron', () => {
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    const userData = mkdtempSync(path.join(os.tmpdir(), 'rankscope-user-'));
    const env = { ...process.env, RANKSCOPE_USER_DATA: userData } as Record<string, string>;
    app = await _electron.launch({ args: ['.'], cwd: root, env });
    page = await app.firstWindow();
  });
  afterAll(() => app?.close());

  it('loads its page without Node', async () => {
    expect(page.url()).toContain('app://rankscope/index.html');
    expect(await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in window))).toEqual([]);
    expect(await page.evaluate(() => Object.keys((window as never as { rankscope: object }).rankscope).sort())).toEqual(
      ['connect', 'dropped', 'onCommand', 'onEngineState', 'onOpen', 'pick', 'saveExport'],
    );
  });

  it('connects the page to the engine', async () => {
    const answer = await page.evaluate(
      () =>
        new Promise((resolve) => {
          window.addEventListener('message', ({ data, ports: [port] }) => {
            if (data?.type !== 'engine-port' || !port) return;
            port.onmessage = (message) => resolve(message.data.header);
            port.postMessage({ header: { t: 'hello', protocol: 1, build: 'test' }, buffers: [] });
          });
          void (window as never as { rankscope: { connect(again: boolean): Promise<void> } }).rankscope.connect(false);
        }),
    );
    expect(answer).toMatchObject({ t: 'hello', protocol: 1 });
  });

  it('shows a window and refuses to leave', async () => {
    const visible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
    await expect.poll(visible, { timeout: 10_000 }).toBe(true);
    await page.evaluate(() => void window.open('https://example.org/'));
    expect(app.windows()).toHaveLength(1);
  });
});
