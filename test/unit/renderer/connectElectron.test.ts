import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createElectronConnect } from '../../../renderer/client/connectElectron';
import type { DesktopBridge, EngineProcessState } from '../../../shared/host/desktopBridge';

let page: EventTarget;
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal('window', page);
});
afterEach(() => void vi.unstubAllGlobals());

const running: EngineProcessState = { state: 'running', reason: null };
const failed: EngineProcessState = { state: 'failed', reason: 'The database failed.' };

function fakeBridge(answers: EngineProcessState[]) {
  const asked: boolean[] = [];
  const states = new Set<(state: EngineProcessState) => void>();
  const bridge = {
    connect: async (again: boolean) => {
      asked.push(again);
      return answers.shift() ?? running;
    },
    onEngineState: (listener: (state: EngineProcessState) => void) => {
      states.add(listener);
      return () => void states.delete(listener);
    },
  } as unknown as DesktopBridge;
  const tell = (state: EngineProcessState) => {
    for (const each of states) each(state);
  };
  return { bridge, asked, states, tell };
}

/** The window message that the preload script sends, or one of somebody else. */
function sendPort(source: unknown = page): MessagePort {
  const { port1 } = new MessageChannel();
  const event = Object.assign(new Event('message'), { source, data: { type: 'engine-port' }, ports: [port1] });
  page.dispatchEvent(event);
  return port1;
}

describe('connection of the page to the desktop engine', () => {
  it('is the port that comes, and only from its own window', async () => {
    const { bridge, states } = fakeBridge([]);
    const transport = createElectronConnect(bridge)();
    sendPort('another window').close();
    expect(states.size).toBe(1);
    const port = sendPort();
    (await transport).close();
    port.close();
    expect(states.size).toBe(0);
  });

  it('is refused when the engine was given up, and asks for another start when a person tries again', async () => {
    const { bridge, asked, states } = fakeBridge([failed, running]);
    const connect = createElectronConnect(bridge);
    await expect(connect()).rejects.toMatchObject({
      code: 'refused',
      message: 'The engine ended too often and is not started again. The database failed.',
    });
    const again = connect();
    await vi.waitFor(() => expect(asked).toEqual([false, true]));
    const port = sendPort();
    (await again).close();
    port.close();
    expect(states.size).toBe(0);
  });

  it('is refused when the engine is given up while the page waits', async () => {
    const restarting: EngineProcessState = { state: 'restarting', reason: 'It died.' };
    const { bridge, tell } = fakeBridge([restarting]);
    const attempt = createElectronConnect(bridge)();
    await new Promise((resolve) => setImmediate(resolve));
    tell(restarting);
    tell(failed);
    await expect(attempt).rejects.toMatchObject({ code: 'refused' });
  });

  it('is tried again when the call itself fails', async () => {
    const { bridge, asked } = fakeBridge([]);
    bridge.connect = async (again) => {
      asked.push(again);
      throw new Error('the window is closing');
    };
    const connect = createElectronConnect(bridge);
    await expect(connect()).rejects.toThrow('closing');
    await expect(connect()).rejects.toThrow('closing');
    expect(asked).toEqual([false, false]);
  });
});
