import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { defaultCacheDir } from '../../electron/engine/host/cacheDir';
import { readSettings } from '../../electron/engine/host/engineSettings';
import { allowedRoots } from '../../electron/serve/allowedRoots';
import { ClientRelay } from '../../electron/serve/clientRelay';
import { closeReason } from '../../electron/serve/closeCodes';
import type { EngineState } from '../../electron/serve/engineSupervisor';
import { IdleWatch } from '../../electron/serve/idleWatch';
import { openerCommand } from '../../electron/serve/openBrowser';
import { runUntilStopped } from '../../electron/serve/runUntilStopped';
import { newToken, sameToken } from '../../electron/serve/token';

describe('closeReason', () => {
  it('fits every text into a close frame without breaking a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const reason = closeReason(text);
        expect(Buffer.byteLength(reason)).toBeLessThanOrEqual(123);
        expect(reason).not.toContain('\u{fffd}');
        expect(text.startsWith(reason.replace(/…$/, '')) || reason === text).toBe(true);
      }),
    );
  });
});

describe('token', () => {
  it('is 256 bits of its own, and equal to nothing but itself', () => {
    const token = newToken();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(sameToken(token, token)).toBe(true);
    for (const other of ['', token.slice(1), `${token}A`, token.toLowerCase(), newToken()]) {
      expect(sameToken(other, token)).toBe(false);
    }
  });
});

describe('openerCommand', () => {
  it('opens nothing where no person sits', () => {
    expect(openerCommand('linux', {})).toBeNull();
    expect(openerCommand('linux', { DISPLAY: '' })).toBeNull();
  });

  it('knows the opener of each platform', () => {
    expect(openerCommand('linux', { WAYLAND_DISPLAY: 'wayland-0' })?.command).toBe('xdg-open');
    expect(openerCommand('darwin', {})?.command).toBe('open');
    expect(openerCommand('win32', {})?.command).toBe('rundll32');
  });
});

describe('defaultCacheDir', () => {
  it('is the platform cache folder, or what the environment names', () => {
    expect(defaultCacheDir({}, 'linux', '/home/a')).toBe('/home/a/.cache/rankscope');
    expect(defaultCacheDir({ XDG_CACHE_HOME: '/x' }, 'linux', '/home/a')).toBe('/x/rankscope');
    expect(defaultCacheDir({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Caches/rankscope');
    expect(defaultCacheDir({ LOCALAPPDATA: '/l' }, 'win32', '/a')).toBe('/l/rankscope');
    expect(defaultCacheDir({ RANKSCOPE_CACHE: '/own' }, 'linux', '/home/a')).toBe('/own');
  });
});

describe('readSettings', () => {
  it('allows no folder when the host names none', () => {
    const settings = readSettings(['node', 'engine.cjs', '{"host":"browser"}']);
    expect(settings).toMatchObject({ host: 'browser', startCase: null, allowedRoots: [], memoryLimit: null });
  });

  it('refuses to start without a host', () => {
    expect(() => readSettings(['node', 'engine.cjs'])).toThrow('The engine is started by its host');
    expect(() => readSettings(['node', 'engine.cjs', '{"host":"test"}'])).toThrow('no known host');
  });
});

describe('allowedRoots', () => {
  it('holds the parent of the case, the named folders, and each once', async () => {
    const base = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rankscope-roots-')));
    const folder = path.join(base, 'cases', 'one');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'case.yaml'), '');
    writeFileSync(path.join(base, 'a.rankscope'), '');
    symlinkSync(path.join(base, 'cases'), path.join(base, 'link'));
    const cases = path.join(base, 'cases');
    expect(await allowedRoots(null, [])).toEqual([]);
    expect(await allowedRoots(folder, [])).toEqual([cases]);
    expect(await allowedRoots(path.join(folder, 'case.yaml'), [path.join(base, 'link')])).toEqual([cases]);
    expect(await allowedRoots(path.join(base, 'a.rankscope'), [folder])).toEqual([base, folder]);
    await expect(allowedRoots(null, [path.join(folder, 'case.yaml')])).rejects.toMatchObject({ code: 'usage' });
    await expect(allowedRoots(path.join(base, 'none'), [])).rejects.toThrow(/There is no case at .*none\./);
  });
});

describe('IdleWatch', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('counts only the time in which nothing holds the server', () => {
    const onIdle = vi.fn();
    const watch = new IdleWatch(1_000, onIdle);
    watch.start();
    vi.advanceTimersByTime(999);
    watch.hold('pages', true);
    watch.hold('jobs', true);
    vi.advanceTimersByTime(10_000);
    watch.hold('pages', false);
    vi.advanceTimersByTime(10_000);
    expect(onIdle).not.toHaveBeenCalled();
    watch.hold('jobs', false);
    watch.hold('jobs', false);
    vi.advanceTimersByTime(999);
    expect(onIdle).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onIdle).toHaveBeenCalledOnce();
  });

  it('never ends a server without a limit', () => {
    const onIdle = vi.fn();
    new IdleWatch(null, onIdle).start();
    vi.advanceTimersByTime(1e9);
    expect(onIdle).not.toHaveBeenCalled();
  });

  it('keeps no timer once it is stopped', () => {
    const watch = new IdleWatch(1_000, () => undefined);
    watch.start();
    watch.hold('pages', true);
    watch.stop();
    watch.hold('pages', false);
    expect(vi.getTimerCount()).toBe(0);
  });
});

class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  isPaused = false;
  readonly sent: unknown[] = [];
  readonly did: string[] = [];
  send = (data: unknown) => void this.sent.push(data);
  ping = () => void this.did.push('ping');
  pause = () => {
    this.isPaused = true;
  };
  resume = () => {
    this.isPaused = false;
  };
  close = (code: number) => {
    this.did.push(`close ${code}`);
    this.emit('close');
  };
  terminate = () => {
    this.did.push('terminate');
    this.emit('close');
  };
}

function relayOf(state: 'ready' | 'starting') {
  const toEngine = vi.fn();
  const engine = { state: state as EngineState, reason: '', send: toEngine };
  const relay = new ClientRelay(engine, () => undefined);
  const accept = () => {
    const socket = new FakeSocket();
    relay.accept(socket as unknown as WebSocket);
    return socket;
  };
  return { relay, engine, toEngine, accept };
}

describe('ClientRelay', () => {
  it('ends a connection that did not answer the last ping', () => {
    const { relay, accept } = relayOf('ready');
    const [dead, alive] = [accept(), accept()];
    relay.checkAlive();
    alive.emit('pong');
    relay.checkAlive();
    expect(dead.did).toEqual(['ping', 'terminate']);
    expect(alive.did).toEqual(['ping', 'ping']);
    expect(relay.count).toBe(1);
  });

  it('reads no page before the engine answers, and pings none of them', () => {
    const { relay, engine, toEngine, accept } = relayOf('starting');
    const socket = accept();
    relay.checkAlive();
    relay.checkAlive();
    expect(socket).toMatchObject({ isPaused: true, did: [] });
    expect(toEngine).not.toHaveBeenCalled();
    engine.state = 'ready';
    relay.engineState('ready');
    expect(socket.isPaused).toBe(false);
    expect(toEngine).toHaveBeenCalledWith({ type: 'open', client: 1 });
  });

  it('closes a page that reads too slowly, and sends nothing more to it', () => {
    const { relay, toEngine, accept } = relayOf('ready');
    const slow = accept();
    relay.fromEngine({ type: 'data', client: 1, data: new Uint8Array(8) });
    slow.bufferedAmount = 300 * 2 ** 20;
    relay.fromEngine({ type: 'data', client: 1, data: new Uint8Array(8) });
    relay.fromEngine({ type: 'data', client: 1, data: new Uint8Array(8) });
    expect(slow.sent).toHaveLength(1);
    expect(slow.did).toEqual(['close 1013']);
    expect(toEngine).toHaveBeenLastCalledWith({ type: 'close', client: 1 });
  });

  it('drops what the engine says to a page that is gone', () => {
    const { relay, accept } = relayOf('ready');
    const socket = accept();
    socket.emit('close');
    relay.fromEngine({ type: 'data', client: 1, data: new Uint8Array(8) });
    expect(socket.sent).toEqual([]);
  });
});

describe('runUntilStopped', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stops at %s, once, and leaves no listener', async (signal) => {
    const before = process.listenerCount(signal);
    let end: (reason: string) => void = () => undefined;
    const closed = new Promise<string>((resolve) => {
      end = resolve;
    });
    const close = vi.fn(async () => end('The server was stopped.'));
    const done = runUntilStopped({ close, closed });
    process.emit(signal, signal);
    expect(await done).toBe('The server was stopped.');
    expect(close).toHaveBeenCalledOnce();
    expect(process.listenerCount(signal)).toBe(before);
  });
});
