import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { hostChannel } from '../../electron/engine/host/hostChannel';
import type { HostedEngine } from '../../electron/engine/host/hostedEngine';
import { PortHost } from '../../electron/engine/host/portHost';
import { RelayHost } from '../../electron/engine/host/relayHost';
import type { ToHost } from '../../electron/engine/host/relayMessages';
import type { Job } from '../../shared/schemas/jobs';
import { RankscopeError } from '../../shared/wire/errors';
import type { EmitterPort } from '../../shared/wire/messagePortTransport';
import { createMessagePortTransport } from '../../shared/wire/messagePortTransport';
import { createPeer, type Peer } from '../../shared/wire/peer';
import type { Handler } from '../../shared/wire/serving';
import { createWebSocketTransport, type SocketLike } from '../../shared/wire/webSocketTransport';

type Listener = Parameters<HostedEngine['onEvent']>[0];

function fakeEngine() {
  const listeners = new Set<Listener>();
  const aborted = vi.fn();
  const handlers: Record<string, Handler> = {
    'test.echo': async (params) => params,
    'test.client': async (_params, { client }) => client,
    'test.wait': (_params, { signal, progress }) =>
      new Promise((_resolve, reject) => {
        progress(1, 4, 'a quarter');
        signal.addEventListener('abort', () => {
          aborted();
          reject(signal.reason);
        });
      }),
  };
  const engine: HostedEngine & { emit: Listener } = {
    handlers,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit: (event, payload) => {
      for (const each of listeners) each(event, payload);
    },
    grant: vi.fn(),
    takeExport: () => ({ path: '/exports/1.csv', name: 'rows.csv', bytes: 3 }),
    saveExport: async (token) => {
      if (token !== 't') throw new RankscopeError({ code: 'resource', message: 'There is no space left.' });
    },
    clientGone: vi.fn(),
    close: async () => undefined,
  };
  return { engine, aborted };
}

interface Page {
  peer: Peer;
  events: [string, unknown][];
}

interface World {
  connect(): Page;
  engine: ReturnType<typeof fakeEngine>['engine'];
  aborted: ReturnType<typeof vi.fn>;
}

/** A port as Electron's main process has it: an emitter, silent before `start`, that takes no transfer list. */
function mainPort(port: MessagePort): EmitterPort {
  const listeners: ((event: unknown) => void)[] = [];
  return {
    on: (event, listener) => {
      if (event === 'message') listeners.push(listener);
      else port.on(event, listener);
    },
    start: () => void port.on('message', (data) => listeners.forEach((each) => void each({ data }))),
    close: () => port.close(),
    postMessage: (message) => port.postMessage(message),
  };
}

function pageOf(transport: Parameters<typeof createPeer>[0]['transport']): Page {
  const events: [string, unknown][] = [];
  const peer = createPeer({ transport, build: 'page', onEvent: (event, payload) => events.push([event, payload]) });
  return { peer, events };
}

function desktopWorld(): World {
  const { engine, aborted } = fakeEngine();
  const host = new PortHost(engine, vi.fn(), vi.fn());
  const connect = () => {
    const { port1, port2 } = new MessageChannel();
    host.receive({ data: { type: 'client' }, ports: [mainPort(port1)] });
    return pageOf(createMessagePortTransport(port2));
  };
  return { connect, engine, aborted };
}

function browserWorld(sent: ToHost[] = []): World {
  const { engine, aborted } = fakeEngine();
  const sockets = new Map<number, (type: string, event: unknown) => void>();
  const send = (message: ToHost) => {
    sent.push(message);
    if (message.type === 'data') sockets.get(message.client)?.('message', { data: message.data.slice().buffer });
    if (message.type === 'close') sockets.get(message.client)?.('close', {});
  };
  const host = new RelayHost(
    engine,
    (message) => queueMicrotask(() => send(message)),
    () => undefined,
  );
  const connect = () => {
    const client = sockets.size + 1;
    const listeners = new Map<string, (event: unknown) => void>();
    sockets.set(client, (type, event) => listeners.get(type)?.(event));
    const socket: SocketLike = {
      binaryType: '',
      readyState: 1,
      send: (data) => queueMicrotask(() => host.receive({ type: 'data', client, data })),
      close: () => queueMicrotask(() => host.receive({ type: 'close', client })),
      addEventListener: (type, listener) => void listeners.set(type, listener),
    };
    host.receive({ type: 'open', client });
    return pageOf(createWebSocketTransport(socket));
  };
  return { connect, engine, aborted };
}

function job(state: Job['state'], detached: boolean): Job {
  return {
    id: 'a',
    kind: 'build',
    title: '',
    session: null,
    detached,
    state,
    done: 0,
    total: null,
    text: '',
    error: null,
  };
}

describe.each([
  ['the desktop', desktopWorld],
  ['the browser host', () => browserWorld()],
])('the engine under %s', (_name, world) => {
  it('answers each connection under a name of its own', async () => {
    const { connect } = world();
    const names = await Promise.all([connect(), connect()].map(({ peer }) => peer.call('test.client', {})));
    expect(new Set(names).size).toBe(2);
  });

  it('carries typed arrays, progress and cancel', async () => {
    const { connect, aborted } = world();
    const { peer } = connect();
    const values = Float64Array.of(1, Number.NaN, -0);
    expect(await peer.call('test.echo', { values })).toEqual({ values });
    const abort = new AbortController();
    let waiting: Promise<unknown> = Promise.resolve();
    const progress = await new Promise((resolve) => {
      waiting = peer.call('test.wait', {}, { signal: abort.signal, onProgress: resolve });
      waiting.catch(() => undefined);
    });
    expect(progress).toEqual({ done: 1, total: 4, text: 'a quarter' });
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(aborted).toHaveBeenCalledOnce());
  });

  it('cancels the calls of a connection that goes away', async () => {
    const { connect, aborted, engine } = world();
    const page = connect();
    const name = await page.peer.call('test.client', {});
    const call = new Promise((resolve) => {
      page.peer.call('test.wait', {}, { onProgress: resolve }).catch(() => undefined);
    });
    await call;
    page.peer.close();
    await vi.waitFor(() => expect(aborted).toHaveBeenCalledOnce());
    await vi.waitFor(() => expect(engine.clientGone).toHaveBeenCalledExactlyOnceWith(name));
  });

  it('announces events to every connection that is there', async () => {
    const { connect, engine } = world();
    const pages = [connect(), connect(), connect()];
    await Promise.all(pages.map(({ peer }) => peer.ready));
    await Promise.all(pages.map(({ peer }) => peer.call('test.echo', 0)));
    pages[2]?.peer.close();
    engine.emit('session.changed', { session: 's', reason: 'built' });
    await vi.waitFor(() => {
      for (const page of pages.slice(0, 2)) {
        expect(page.events).toEqual([['session.changed', { session: 's', reason: 'built' }]]);
      }
    });
    expect(pages[2]?.events).toEqual([]);
  });
});

describe('PortHost', () => {
  it('passes on what a person chose in a dialog', () => {
    const { engine } = fakeEngine();
    new PortHost(engine, vi.fn(), vi.fn()).receive({ data: { type: 'grant', token: 't', path: '/a' }, ports: [] });
    expect(engine.grant).toHaveBeenCalledWith('t', '/a');
  });

  it('moves exports to where they are wanted and says how that ended', async () => {
    const report = vi.fn();
    const host = new PortHost(fakeEngine().engine, report, vi.fn());
    host.receive({ data: { type: 'save', id: 1, token: 't', target: '/a.csv' }, ports: [] });
    host.receive({ data: { type: 'save', id: 2, token: 'u', target: '/b.csv' }, ports: [] });
    await vi.waitFor(() => expect(report).toHaveBeenCalledTimes(2));
    expect(report).toHaveBeenCalledWith({ type: 'saved', id: 1, error: null });
    expect(report).toHaveBeenCalledWith({ type: 'saved', id: 2, error: 'There is no space left.' });
  });
});

describe('RelayHost', () => {
  it('tells the host how many detached jobs are under way', async () => {
    const sent: ToHost[] = [];
    const { engine } = browserWorld(sent);
    const jobs = [job('running', true), job('queued', true), job('running', false), job('done', true)];
    engine.emit('jobs.changed', { jobs });
    engine.emit('jobs.changed', { jobs: [] });
    await vi.waitFor(() =>
      expect(sent).toEqual([
        { type: 'jobs', active: 2 },
        { type: 'jobs', active: 0 },
      ]),
    );
  });

  it('ignores what comes for a client that it does not know', () => {
    const { engine } = fakeEngine();
    const host = new RelayHost(
      engine,
      () => undefined,
      () => undefined,
    );
    host.receive({ type: 'data', client: 7, data: new Uint8Array(8) });
    host.receive({ type: 'close', client: 7 });
  });
});

describe('hostChannel', () => {
  it('prefers the desktop, then the browser host, and refuses to run alone', () => {
    const port = { on: vi.fn(), postMessage: vi.fn() };
    const as = (value: object) => value as unknown as NodeJS.Process;
    expect(hostChannel(as({ parentPort: port, send: vi.fn() }))).toEqual({ kind: 'desktop', port });
    expect(hostChannel(as({ send: vi.fn() })).kind).toBe('relay');
    expect(() => hostChannel(as({}))).toThrow('The engine is started by its host');
  });
});
