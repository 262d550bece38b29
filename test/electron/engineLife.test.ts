import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EngineProcessState } from '../../shared/host/desktopBridge';
import { buildDesktop, type Running, runMain } from './runMain';

let running: Running;

beforeAll(buildDesktop);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  running = runMain();
  await running.fake.ready();
});
afterEach(() => {
  running.stop();
  vi.useRealTimers();
});

const children = () => running.fake.children;
const lastChild = () => children().at(-1);
const page = () => {
  const window = running.fake.windows[0];
  if (!window) throw new Error('no window');
  return window.webContents;
};
const states = () =>
  page()
    .sent.filter(({ channel }) => channel === 'rankscope:engine-state')
    .map(({ payload }) => payload as EngineProcessState);

/** Lets the running engine die and waits until just before and then past the expected restart. */
function dieAndRestart(delayMs: number): void {
  const before = children().length;
  lastChild()?.emit('exit', 133);
  vi.advanceTimersByTime(delayMs - 1);
  expect(children()).toHaveLength(before);
  vi.advanceTimersByTime(1);
  expect(children()).toHaveLength(before + 1);
}

describe('engine of the desktop host', () => {
  it('runs in its own process with enough threads', () => {
    const options = lastChild()?.options;
    expect(options?.env).toMatchObject({ UV_THREADPOOL_SIZE: '16', PATH: process.env.PATH });
    expect(options?.stdio).toEqual(['ignore', 'pipe', 'pipe']);
    expect(options?.serviceName).toBe('Rankscope engine');
    expect(options?.cwd).toBe(`${running.folder}/userData`);
  });

  it('connects a page when it asks', async () => {
    expect(page().ports).toEqual([]);
    await page().invoke('rankscope:connect');
    expect(page().ports).toHaveLength(1);
    expect(page().ports[0]?.channel).toBe('rankscope:port');
    expect(lastChild()?.messages).toEqual([{ message: { type: 'client' }, ports: [expect.anything()] }]);
    expect(page().ports[0]?.ports[0]).not.toBe(lastChild()?.messages[0]?.ports[0]);
  });

  it('restarts with growing pauses and then gives up', () => {
    for (const delayMs of [250, 500, 1000, 2000]) dieAndRestart(delayMs);
    lastChild()?.emit('exit', 133);
    vi.advanceTimersByTime(120_000);
    expect(children()).toHaveLength(5);
    expect(states().at(-1)).toEqual({ state: 'failed', reason: 'The engine ended with code 133.' });
  });

  it('says what the engine said before it died', () => {
    lastChild()?.emit('message', { type: 'fatal', reason: 'The database failed.' });
    lastChild()?.emit('exit', 1);
    expect(states().at(-1)).toEqual({ state: 'restarting', reason: 'The database failed.' });
    vi.advanceTimersByTime(250);
    lastChild()?.emit('exit', 7);
    expect(states().at(-1)).toEqual({ state: 'restarting', reason: 'The engine ended with code 7.' });
    vi.advanceTimersByTime(500);
    lastChild()?.emit('error', 'FatalError', 'v8::Allocate', '{}');
    lastChild()?.emit('exit', 6);
    expect(states().at(-1)?.reason).toBe('FatalError at v8::Allocate');
  });

  it('forgets deaths that lie a minute back', () => {
    for (const delayMs of [250, 500, 1000, 2000]) dieAndRestart(delayMs);
    vi.advanceTimersByTime(61_000);
    dieAndRestart(250);
  });

  it('starts again when a page asks after giving up', async () => {
    for (const delayMs of [250, 500, 1000, 2000]) dieAndRestart(delayMs);
    lastChild()?.emit('exit', 1);
    expect(await page().invoke('rankscope:connect', false)).toMatchObject({ state: 'failed' });
    expect(children()).toHaveLength(5);
    expect(await page().invoke('rankscope:connect', true)).toEqual({ state: 'running', reason: null });
    expect(children()).toHaveLength(6);
    expect(page().ports).toHaveLength(1);
    dieAndRestart(250);
  });

  it('connects a waiting page to the next engine', async () => {
    lastChild()?.emit('exit', 133);
    await page().invoke('rankscope:connect');
    expect(page().ports).toEqual([]);
    vi.advanceTimersByTime(250);
    expect(page().ports).toHaveLength(1);
    expect(states().map(({ state }) => state)).toEqual(['restarting', 'running']);
  });

  it('tells a new engine every granted path', async () => {
    const picked = (await page().invoke('rankscope:dropped', '/data/case.yaml')) as { token: string };
    dieAndRestart(250);
    const grant = { type: 'grant', token: picked.token, path: '/data/case.yaml' };
    expect(lastChild()?.messages.map(({ message }) => message)).toEqual([grant]);
  });

  it('closes the engine before the app quits', async () => {
    let prevented = 0;
    const quit = () => running.fake.app.emit('before-quit', { preventDefault: () => prevented++ });
    quit();
    expect(prevented).toBe(1);
    expect(lastChild()?.messages.at(-1)?.message).toEqual({ type: 'shutdown' });
    expect(running.fake.names()).not.toContain('app.quit');
    lastChild()?.emit('exit', 0);
    await vi.waitFor(() => expect(running.fake.names().at(-1)).toBe('app.quit'));
    quit();
    expect(prevented).toBe(1);
    vi.advanceTimersByTime(60_000);
    expect(children()).toHaveLength(1);
    expect(lastChild()?.killed).toBe(0);
  });

  it('ends an engine that does not close', () => {
    running.fake.app.emit('before-quit', { preventDefault: () => undefined });
    vi.advanceTimersByTime(2_999);
    expect(lastChild()?.killed).toBe(0);
    vi.advanceTimersByTime(1);
    expect(lastChild()?.killed).toBe(1);
  });

  it('shows a window that never paints after a while', () => {
    vi.advanceTimersByTime(3_000);
    expect(running.fake.names()).toContain('show');
  });
});
