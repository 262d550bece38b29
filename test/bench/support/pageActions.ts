import type { CDPSession, Page } from 'playwright-core';
import { secondsOf } from './chromium';

const patienceMs = 300_000;
const entries = 1_000;
const changes = 200;
const warmUp = 100;

/** Waits for the first table of the Data view. */
export async function showsTable(page: Page): Promise<void> {
  await page.getByRole('table', { name: 'Models' }).waitFor({ timeout: patienceMs });
}

/** Waits until the window shows its data and a command runs. */
export async function waitUsable(page: Page): Promise<void> {
  await showsTable(page);
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
}

/** Seconds from a key press to the frame after it, the slowest but one of 20: in the palette, and in a bare text field. */
export async function secondsPerKey(page: Page, url: string): Promise<{ palette: number; field: number }> {
  await page.evaluate((count) => {
    const kept = JSON.parse(localStorage.getItem('rankscope.preferences') ?? '{}');
    const recentCases = Array.from({ length: count }, (_, i) => ({
      name: `Case of week ${i}`,
      folder: `/srv/cases/${i}`,
    }));
    localStorage.setItem('rankscope.preferences', JSON.stringify({ ...kept, state: { ...kept.state, recentCases } }));
  }, entries);
  await page.goto('about:blank');
  await page.goto(url);
  await showsTable(page);
  await page.keyboard.press('ControlOrMeta+k');
  const palette = await typed(page);
  await page.keyboard.press('Escape');
  await page.evaluate(() => {
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
  });
  return { palette, field: await typed(page) };
}

async function typed(page: Page): Promise<number> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { keyTimes: times });
    const onKey = () => {
      const start = performance.now();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => times.push(performance.now() - start);
        port2.postMessage(0);
      });
    };
    window.addEventListener('keydown', onKey, { capture: true });
  });
  for (const key of 'open case of week 42') {
    const before = await page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes.length);
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await page.waitForFunction((n) => (window as unknown as { keyTimes: number[] }).keyTimes.length > n, before);
  }
  const times = await page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
  return times.sort((a, b) => a - b).at(-2)! / 1000;
}

/** The page's heap in MB, collected, after 100 and after 200 more changes of the view; and how long those took. */
export async function heapGrowth(page: Page): Promise<{ beforeMb: number; afterMb: number; seconds: number }> {
  const session = await page.context().newCDPSession(page);
  await page.locator('body').click({ position: { x: 1, y: 1 } });
  await walk(page, warmUp);
  const beforeMb = await heapMb(session);
  const seconds = await secondsOf(() => walk(page, changes));
  return { beforeMb, afterMb: await heapMb(session), seconds };
}

/** The page's heap in MB after a collection. */
export async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

async function walk(page: Page, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    const isCompare = i % 2 === 0;
    await page.keyboard.press(isCompare ? '2' : '1');
    const shown = isCompare
      ? page.getByRole('grid', { name: 'Requests' })
      : page.getByRole('table', { name: 'Models' });
    await shown.waitFor({ timeout: patienceMs });
  }
}
