import { describe, expect, it, vi } from 'vitest';
import { RankscopeError } from '../../../shared/wire/errors';
import { createMemoryTransportPair } from '../../../shared/wire/memoryTransport';
import { createPeer, type Peer } from '../../../shared/wire/peer';
import { type ConnectionState, createReconnectingClient } from '../../../shared/wire/reconnect';
import type { Transport } from '../../../shared/wire/transport';
import { createManualClock } from './manualClock';

const withCode = (code: string) => expect.objectContaining({ name: 'RankscopeError', code });
const closed = () => new RankscopeError({ code: 'closed', message: 'no engine' });

interface Contract {
  ping: { params: null; result: string };
  endless: { params: null; result: never };
}

/** A client whose attempts are answered by `answers` in turn: a peer that serves, or an error. */
function setUp(answers: ('serve' | Error | Promise<Transport>)[]) {
  const { clock, advance, waiting } = createManualClock();
  const states: ConnectionState[] = [];
  const servers: Peer[] = [];
  const connect = vi.fn(async () => {
    const answer = answers.shift() ?? closed();
    if (answer instanceof Error) throw answer;
    return answer === 'serve' ? serve() : answer;
  });
  function serve(): Transport {
    const [transport, server] = createMemoryTransportPair();
    const handlers = { ping: async () => 'pong', endless: () => new Promise(() => undefined) };
    servers.push(createPeer({ transport: server, build: 'engine', handlers }));
    return transport;
  }
  const onFault = vi.fn();
  const client = createReconnectingClient<Contract, { tick: number }>({
    connect,
    build: 'page',
    clock,
    onFault,
    onState: (state) => states.push(state),
  });
  const untilStates = (count: number) => vi.waitFor(() => expect(states).toHaveLength(count));
  return { client, connect, states, servers, advance, waiting, untilStates, serve, onFault };
}

describe('the reconnecting client', () => {
  it('doubles its delay from 0.25 to 8 seconds', async () => {
    const { client, states, advance, untilStates } = setUp([]);
    const delays: (number | null)[] = [];
    for (let i = 1; i <= 8; i++) {
      await untilStates(2 * i);
      const lost = states.at(-1);
      if (lost?.status !== 'lost') throw new Error('not lost');
      delays.push(lost.retryInMs);
      advance((lost.retryInMs ?? 0) - 1);
      expect(states).toHaveLength(2 * i);
      advance(1);
    }
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
    client.close();
  });

  it('keeps the longer delay while connections die young', async () => {
    const { states, servers, advance, untilStates, client } = setUp(['serve', 'serve', 'serve', 'serve']);
    const lostAfter: [number, number][] = [
      [0, 250],
      [0, 500],
      [8000, 250],
    ];
    for (const [i, [ageMs, delayMs]] of lostAfter.entries()) {
      await untilStates(3 * i + 2);
      advance(ageMs);
      servers[i]?.close();
      await untilStates(3 * i + 3);
      expect(states.at(-1)).toMatchObject({ status: 'lost', retryInMs: delayMs });
      advance(delayMs);
    }
    client.close();
  });

  it('keeps a call for the next connection in the moment that one drops', async () => {
    const [transport, server] = createMemoryTransportPair();
    createPeer({ transport: server, build: 'engine' });
    const { client, advance, untilStates } = setUp([Promise.resolve(transport), 'serve']);
    await untilStates(2);
    transport.close();
    const call = client.call('ping', null);
    await untilStates(3);
    advance(250);
    expect(await call).toBe('pong');
  });

  it.each(['refused', 'protocol'] as const)('gives up on %s until it is asked', async (code) => {
    const { client, states, waiting, untilStates } = setUp([new RankscopeError({ code, message: 'no' }), 'serve']);
    await expect(client.call('ping', null)).rejects.toThrow(withCode(code));
    await untilStates(2);
    expect(states[1]).toMatchObject({ status: 'lost', retryInMs: null });
    expect(waiting()).toBe(0);
    await expect(client.call('ping', null)).rejects.toThrow(withCode(code));
    client.retry();
    expect(await client.call('ping', null)).toBe('pong');
  });

  it('gives up on an engine of another protocol', async () => {
    const [transport, server] = createMemoryTransportPair();
    server.send({ header: { t: 'hello', protocol: 9, build: 'z' }, buffers: [] });
    const { client, states, untilStates } = setUp([Promise.resolve(transport)]);
    await expect(client.call('ping', null)).rejects.toThrow(withCode('protocol'));
    await untilStates(2);
    expect(states[1]).toMatchObject({ status: 'lost', retryInMs: null });
  });

  it('tries at once when asked', async () => {
    const { client, untilStates, waiting } = setUp([closed(), 'serve']);
    await untilStates(2);
    client.retry();
    expect(await client.call('ping', null)).toBe('pong');
    expect(waiting()).toBe(0);
    client.retry();
    expect(client.state).toEqual({ status: 'ready', build: 'engine' });
  });

  it('cancels calls that wait for a connection', async () => {
    const { client } = setUp([]);
    const controller = new AbortController();
    const call = client.call('ping', null, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toThrow(withCode('cancelled'));
    await expect(client.call('ping', null, { signal: controller.signal })).rejects.toThrow(withCode('cancelled'));
  });

  it('rejects what waits when it is closed, and closes a late connection', async () => {
    let arrive = (_: Transport): void => undefined;
    const late = new Promise<Transport>((resolve) => {
      arrive = resolve;
    });
    const { client, serve, servers, waiting, states } = setUp([late]);
    const call = client.call('ping', null);
    client.close();
    await expect(call).rejects.toThrow(withCode('closed'));
    arrive(serve());
    expect(await servers[0]?.closed).toMatchObject({ code: 'closed' });
    client.retry();
    expect(waiting()).toBe(0);
    expect(states.map(({ status }) => status)).toEqual(['connecting', 'lost']);
  });

  it('calls every listener of an event, also after one throws', async () => {
    const { client, servers, untilStates, onFault } = setUp(['serve']);
    const heard: number[] = [];
    client.on('tick', () => {
      throw new Error('listener');
    });
    const stop = client.on('tick', (n) => heard.push(n));
    client.on('tick', (n) => heard.push(-n));
    await untilStates(2);
    servers[0]?.notify('tick', 1);
    await vi.waitFor(() => expect(heard).toEqual([1, -1]));
    stop();
    servers[0]?.notify('tick', 2);
    await vi.waitFor(() => expect(heard).toEqual([1, -1, -2]));
    expect(onFault).toHaveBeenCalledTimes(2);
  });
});
