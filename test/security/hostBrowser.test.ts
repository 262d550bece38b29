import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startTestServer } from './support/testServer';

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: process.env.RANKSCOPE_CHROMIUM, args: ['--no-sandbox'] });
});

afterAll(() => browser.close());

async function openPage(url: string): Promise<Page> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  await page.goto(url);
  return page;
}

/** A page of somebody else, on another port of this machine. */
async function startOtherSite(): Promise<string> {
  const other = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>other</title>');
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  return `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
}

/** Opens a WebSocket in the page, and tells what came of it. */
function tryWebSocket(page: Page, port: number, token: string): Promise<string> {
  return page.evaluate(
    ([address, secret]) =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(`ws://${address}/ws`, ['rankscope.1', `t.${secret}`]);
        socket.onopen = () => resolve(`open ${socket.protocol}`);
        socket.onerror = () => resolve('error');
      }),
    [`127.0.0.1:${port}`, token] as const,
  );
}

describe('the browser host in a real browser', () => {
  it('lets its own page read the token and open the WebSocket', async () => {
    const server = await startTestServer();
    const page = await openPage(server.url);
    const token = await page.evaluate(() => location.hash.slice(3));
    expect(token).toBe(server.token);
    expect(await tryWebSocket(page, server.port, token)).toBe('open rankscope.1');
    const script = await page.evaluate('import("/assets/app-1234.js").then(Object.keys)');
    expect(script).toEqual(['x']);
  });

  it('lets its page talk to nobody else, and run nothing that is not its own file', async () => {
    const [server, other] = await Promise.all([startTestServer(), startOtherSite()]);
    const page = await openPage(server.url);
    const outcome = await page.evaluate(async (address) => {
      const inline = document.createElement('script');
      inline.textContent = 'globalThis.ranInline = true';
      document.head.append(inline);
      const image = new Image();
      const loaded = new Promise((resolve) => {
        image.onload = () => resolve('loaded');
        image.onerror = () => resolve('blocked');
      });
      image.src = `${address}x.png`;
      const fetched = await fetch(address).then(
        () => 'fetched',
        () => 'blocked',
      );
      return { inline: 'ranInline' in globalThis, fetched, image: await loaded };
    }, other);
    expect(outcome).toEqual({ inline: false, fetched: 'blocked', image: 'blocked' });
  });

  it('gives another website nothing, even if that knows the token', async () => {
    const [server, other] = await Promise.all([startTestServer(), startOtherSite()]);
    const page = await openPage(other);
    expect(await tryWebSocket(page, server.port, server.token)).toBe('error');
    const outcome = await page.evaluate(
      async ([port, token]) => {
        const base = `http://127.0.0.1:${port}`;
        const attempt = (target: string, init?: RequestInit) =>
          fetch(base + target, init).then(
            (answer) => answer.status,
            () => 'blocked',
          );
        const script = document.createElement('script');
        const loaded = new Promise((resolve) => {
          script.onload = () => resolve('loaded');
          script.onerror = () => resolve('blocked');
        });
        script.src = `${base}/assets/app-1234.js`;
        document.head.append(script);
        const frame = document.createElement('iframe');
        const framed = new Promise((resolve) => {
          frame.onload = () => resolve('loaded');
        });
        frame.src = base;
        document.body.append(frame);
        return {
          page: await attempt('/'),
          api: await attempt('/api/status', { headers: { Authorization: `Bearer ${token}` } }),
          restart: await attempt('/api/engine/restart', { method: 'POST' }),
          opaque: await attempt('/', { mode: 'no-cors' }),
          script: await loaded,
          frame: await framed,
        };
      },
      [server.port, server.token] as const,
    );
    expect(outcome).toEqual({
      page: 'blocked',
      api: 'blocked',
      restart: 'blocked',
      opaque: 'blocked',
      script: 'blocked',
      frame: 'loaded',
    });
    expect(page.frames().map((frame) => frame.url())).toEqual([other, 'chrome-error://chromewebdata/']);
  });
});
