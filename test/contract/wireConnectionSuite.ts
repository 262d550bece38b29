import { expect, it, vi } from 'vitest';
import type { Frame } from '../../shared/wire/frames';
import { createPeer, type Peer } from '../../shared/wire/peer';
import { type ConnectionState, createReconnectingClient } from '../../shared/wire/reconnect';
import type { Transport } from '../../shared/wire/transport';
import { createManualClock } from '../unit/wire/manualClock';
import { createEndless } from './endlessHandler';
import type { WirePair } from './wireHarness';

const withCode = (code: string) => expect.objectContaining({ name: 'RankscopeError', code });
const hello: Frame = { t: 'hello', protocol: 1, build: 'raw' };
const usage = { code: 'usage', message: 'no' };
const newer: Frame = { t: 'hello', protocol: 2, build: 'tomorrow' };

export function describeHello(connect: () => Promise<WirePair>): void {
  function send(transport: Transport, ...headers: unknown[]): void {
    for (const header of headers) transport.send({ header: header as Frame, buffers: [] });
  }

  it('says hello first, in both directions', async () => {
    const { client, server } = await connect();
    const heard = new Promise((resolve) => server.onMessage(resolve));
    createPeer({ transport: client, build: 'b7' });
    expect(await heard).toEqual({ header: { t: 'hello', protocol: 1, build: 'b7' }, buffers: [] });
  });

  it('rejects every call of another protocol and tells to reload', async () => {
    const { client: transport, server } = await connect();
    const client = createPeer({ transport, build: 'today' });
    const pending = client.call('app.info', null);
    send(server, newer);
    await expect(pending).rejects.toMatchObject({
      code: 'protocol',
      message: 'This side (build today) speaks protocol 1, the other (build tomorrow) speaks protocol 2.',
      hint: expect.stringContaining('Reload'),
    });
    await expect(client.call('app.info', null)).rejects.toThrow(withCode('protocol'));
    await expect(client.ready).rejects.toThrow(withCode('protocol'));
    client.close();
    await expect(client.call('app.info', null)).rejects.toThrow(withCode('protocol'));
  });

  it('answers a cancelled request once, without its result', async () => {
    const { client, server } = await connect();
    let finish = (_: unknown): void => undefined;
    const handlers = { slow: () => new Promise<unknown>((resolve) => (finish = resolve)), ping: async () => 'pong' };
    createPeer({ transport: server, build: 'x', handlers });
    const heard: unknown[] = [];
    client.onMessage(({ header }) => heard.push(header));
    send(client, hello, { t: 'req', id: 1, m: 'slow', p: null }, { t: 'cancel', id: 1 }, { t: 'cancel', id: 9 });
    send(client, { t: 'req', id: 2, m: 'ping', p: null });
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    finish('large');
    await vi.waitFor(() => expect(heard).toHaveLength(3));
    expect(heard.slice(1)).toMatchObject([
      { t: 'res', id: 2, r: 'pong' },
      { t: 'err', id: 1, e: { code: 'cancelled' } },
    ]);
  });

  it('sends no cancel once there was an answer', async () => {
    const { client: transport, server } = await connect();
    const client = createPeer({ transport, build: 'x' });
    const heard: unknown[] = [];
    server.onMessage(({ header }) => heard.push(header));
    const controller = new AbortController();
    const call = client.call('first', null, { signal: controller.signal });
    send(server, hello, { t: 'res', id: 1, r: 5, b: [] }, { t: 'res', id: 1, r: 6 }, { t: 'err', id: 8, e: usage });
    expect(await call).toBe(5);
    controller.abort();
    const next = client.call('second', null);
    send(server, { t: 'err', id: 2, e: usage });
    await expect(next).rejects.toThrow(withCode('usage'));
    await vi.waitFor(() => expect(heard).toHaveLength(3));
    expect(heard).toMatchObject([{ t: 'hello' }, { t: 'req', id: 1 }, { t: 'req', id: 2 }]);
  });

  it('runs nothing for another protocol', async () => {
    const { client, server } = await connect();
    const handler = vi.fn(async () => 1);
    const peer = createPeer({ transport: server, build: 'x', handlers: { handler } });
    send(client, newer, { t: 'req', id: 1, m: 'handler', p: null, b: [] }, { t: 'unheard of' });
    await expect(peer.ready).rejects.toThrow(withCode('protocol'));
    client.close();
    await peer.closed;
    expect(handler).not.toHaveBeenCalled();
  });

  it.each<[string, unknown[]]>([
    ['a request before hello', [{ t: 'req', id: 1, m: 'x', p: null }]],
    ['a second hello', [hello, hello]],
    ['a hello without numbers', [{ t: 'hello', protocol: '1', build: '' }]],
    ['an unknown frame', [hello, { t: 'shutdown' }]],
    ['no object', [hello, 'text']],
    ['an id used twice at once', [hello, { t: 'req', id: 7, m: 'x', p: 0 }, { t: 'req', id: 7, m: 'x', p: 0 }]],
    ['buffers that are not there', [hello, { t: 'event', m: 'x', p: { $: [0, 'Uint8Array'] } }]],
  ])('ends the connection on %s', async (_, headers) => {
    const { client, server } = await connect();
    const { handler } = createEndless();
    const peer = createPeer({ transport: server, build: 'x', handlers: { x: handler } });
    const other = new Promise((resolve) => client.onClose(resolve));
    const pending = peer.call('none', null);
    send(client, ...headers);
    expect(await peer.closed).toMatchObject({ code: 'protocol' });
    await expect(pending).rejects.toThrow(withCode('protocol'));
    await other;
  });
}

interface PingContract {
  ping: { params: number; result: string };
  endless: { params: null; result: never };
}

export function describeReconnect(connect: () => Promise<WirePair>): void {
  it('serves the same client after a restart', async () => {
    const { clock, advance } = createManualClock();
    const { handler } = createEndless();
    const states: ConnectionState['status'][] = [];
    const servers: { peer: Peer; drop(): void }[] = [];
    const client = createReconnectingClient<PingContract, { tick: number }>({
      build: 'page',
      clock,
      onState: ({ status }) => states.push(status),
      connect: async () => {
        const pair = await connect();
        const ping = async (n: unknown) => `pong ${n} of engine ${servers.length}`;
        const peer = createPeer({ transport: pair.server, build: 'engine', handlers: { ping, endless: handler } });
        servers.push({ peer, drop: pair.drop });
        return pair.client;
      },
    });
    const ticks: number[] = [];
    const stop = client.on('tick', (n) => ticks.push(n));

    expect(await client.call('ping', 1)).toBe('pong 1 of engine 1');
    const pending = client.call('endless', null);
    servers[0]?.drop();
    await expect(pending).rejects.toThrow(withCode('closed'));
    const waiting = client.call('ping', 2);
    await vi.waitFor(() => expect(client.state).toMatchObject({ status: 'lost', retryInMs: 250 }));
    advance(250);
    expect(await waiting).toBe('pong 2 of engine 2');
    expect(states).toEqual(['connecting', 'ready', 'lost', 'connecting', 'ready']);

    servers[1]?.peer.notify('tick', 5);
    await vi.waitFor(() => expect(ticks).toEqual([5]));
    stop();
    client.close();
    await expect(client.call('ping', 3)).rejects.toThrow(withCode('closed'));
  });
}
