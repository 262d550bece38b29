import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DesktopBridge } from '../../shared/host/desktopBridge';
import { buildDesktop, out } from './runMain';

/** What Electron lets a sandboxed preload script require. */
const allowedModules = ['electron', 'events', 'timers', 'url'];

/** Runs the built preload as Electron does: as the body of a function, with those modules only. */
function runPreload() {
  const exposed = new Map<string, unknown>();
  const invoked: unknown[][] = [];
  const posted: unknown[][] = [];
  const ipcRenderer = Object.assign(new EventEmitter(), {
    invoke: async (...args: unknown[]) => {
      invoked.push(args);
      return { token: 't', name: 'n' };
    },
  });
  const electron = {
    ipcRenderer,
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => exposed.set(name, api) },
    webUtils: { getPathForFile: (file: { path: string }) => file.path },
  };
  const window = { postMessage: (...args: unknown[]) => posted.push(args), location: { origin: 'app://rankscope' } };
  const require = (name: string) => {
    if (!allowedModules.includes(name.replace(/^node:/, ''))) throw new Error(`module not found: ${name}`);
    if (name === 'electron') return electron;
    throw new Error(`not expected: ${name}`);
  };
  const source = readFileSync(path.join(out, 'preload.cjs'), 'utf8');
  const run = new Function('require', 'process', 'exports', 'module', 'window', source);
  run(require, {}, {}, { exports: {} }, window);
  return { exposed, invoked, posted, ipcRenderer, bridge: exposed.get('rankscope') as DesktopBridge };
}

beforeAll(buildDesktop);

describe('preload', () => {
  it('exposes seven functions and nothing else', () => {
    const { exposed, bridge } = runPreload();
    expect([...exposed.keys()]).toEqual(['rankscope']);
    expect(Object.keys(bridge).sort()).toEqual([
      'connect',
      'dropped',
      'onCommand',
      'onEngineState',
      'onOpen',
      'pick',
      'saveExport',
    ]);
    for (const value of Object.values(bridge)) expect(typeof value).toBe('function');
  });

  it('asks main on fixed channels only', async () => {
    const { bridge, invoked } = runPreload();
    await bridge.connect(false);
    await bridge.pick({ kind: 'folder' });
    await bridge.saveExport({ token: 't', name: 'n.csv' });
    await bridge.dropped({ path: '/data/case.yaml' });
    expect(invoked).toEqual([
      ['rankscope:connect', false],
      ['rankscope:pick', { kind: 'folder' }],
      ['rankscope:save-export', { token: 't', name: 'n.csv' }],
      ['rankscope:dropped', '/data/case.yaml'],
    ]);
  });

  it('hands the port to its own page only', () => {
    const { ipcRenderer, posted } = runPreload();
    const ports = [{}];
    ipcRenderer.emit('rankscope:port', { ports, sender: 'secret' });
    expect(posted).toEqual([[{ type: 'engine-port' }, 'app://rankscope', ports]]);
  });

  it('keeps the event object from listeners', () => {
    const { ipcRenderer, bridge } = runPreload();
    const seen: unknown[][] = [];
    const stop = bridge.onOpen((...args) => seen.push(args));
    ipcRenderer.emit('rankscope:open', { sender: ipcRenderer }, { token: 't', name: 'n' });
    stop();
    ipcRenderer.emit('rankscope:open', { sender: ipcRenderer }, { token: 'u', name: 'm' });
    expect(seen).toEqual([[{ token: 't', name: 'n' }]]);
  });
});
