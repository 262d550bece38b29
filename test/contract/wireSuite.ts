import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildTable, tableToRows } from '../../shared/wire/columns';
import { RankscopeError } from '../../shared/wire/errors';
import { createPeer, type Peer, type PeerOptions } from '../../shared/wire/peer';
import type { CallContext, HandlerTable } from '../../shared/wire/serving';
import type { Table } from '../../shared/wire/table';
import { createManualClock } from '../unit/wire/manualClock';
import { createEndless } from './endlessHandler';
import { describeHello, describeReconnect } from './wireConnectionSuite';
import type { WireHarness } from './wireHarness';

const withCode = (code: string) => expect.objectContaining({ name: 'RankscopeError', code });

/** What every transport promises, run over one of them. */
export function wireSuite(name: string, start: () => WireHarness | Promise<WireHarness>): void {
  describe(`the wire over ${name}`, () => {
    let harness: WireHarness;
    beforeAll(async () => {
      harness = await start();
    });
    afterAll(() => harness.stop());

    async function connect(
      handlers: HandlerTable,
      more: { server?: Partial<PeerOptions>; client?: Partial<PeerOptions> } = {},
    ) {
      const pair = await harness.connect();
      const server = createPeer({ transport: pair.server, build: 'server', handlers, ...more.server });
      const client = createPeer({ transport: pair.client, build: 'client', ...more.client });
      return { ...pair, server, client };
    }

    describeCalls(connect);
    describeCancel(connect);
    describeFailures(connect);
    describeClose(connect);
    describeHello(() => harness.connect());
    describeReconnect(() => harness.connect());
  });
}

type Connect = (
  handlers: HandlerTable,
  more?: { server?: Partial<PeerOptions>; client?: Partial<PeerOptions> },
) => Promise<{ client: Peer; server: Peer; drop(): void }>;

function describeCalls(connect: Connect): void {
  it('answers each request with its own result', async () => {
    const { client } = await connect({ double: async (n) => (n as number) * 2 });
    const results = await Promise.all(Array.from({ length: 100 }, (_, n) => client.call('double', n)));
    expect(results).toEqual(Array.from({ length: 100 }, (_, n) => n * 2));
  });

  it('lets both sides call', async () => {
    const { server } = await connect({}, { client: { handlers: { who: async () => 'page' } } });
    expect(await server.call('who', null)).toBe('page');
  });

  it('carries columns in both directions', async () => {
    const table = buildTable({
      score: { type: 'f64', values: [1.5, null, Number.NaN] },
      shown: { type: 'bool', values: [true, false, null] },
      query: { type: 'utf8', values: ['ä', '', null] },
      model: { type: 'dict', values: ['a', 'b', 'a'] },
    });
    const { client } = await connect({ echo: async (params) => params });
    const echoed = (await client.call('echo', { table, empty: new Float32Array(0) })) as {
      table: Table;
      empty: unknown;
    };
    expect(echoed).toStrictEqual({ table, empty: new Float32Array(0) });
    expect(tableToRows(echoed.table)).toStrictEqual(tableToRows(table));
  });

  it('carries only the view of a larger array', async () => {
    const large = new Float64Array(100_000).fill(3);
    const { client } = await connect({ part: async () => large.subarray(5, 7) });
    const part = (await client.call('part', null)) as Float64Array;
    expect(part).toStrictEqual(Float64Array.of(3, 3));
    expect(part.buffer.byteLength).toBe(16);
  });

  it('restores undefined, NaN and keys of Object.prototype', async () => {
    const { client } = await connect({ echo: async (params) => params, nothing: async () => undefined });
    const value = { toString: 1, hasOwnProperty: 'x', nan: Number.NaN, $: [undefined] };
    expect(await client.call('echo', value)).toEqual(value);
    expect(await client.call('nothing', undefined)).toBeUndefined();
  });

  it('tells a handler who calls', async () => {
    const { client } = await connect(
      { who: async (_, { client: caller, requestId }) => `${caller}-${requestId}` },
      { server: { client: 'window-3' } },
    );
    expect(await client.call('who', null)).toBe('window-3-1');
    expect(await client.ready).toBe('server');
  });

  it('brings progress before the result, throttled', async () => {
    const { clock, advance, waiting } = createManualClock();
    const work = async (_: unknown, { progress }: CallContext) => {
      for (let done = 1; done <= 1000; done++) progress(done, 1000, 'scoring');
      advance(50);
      progress(Number.NaN, null, 'writing');
      advance(50);
      progress(1, 1, 'after the last');
      return 'done';
    };
    const { client } = await connect({ work }, { server: { clock } });
    const onProgress = vi.fn();
    expect(await client.call('work', null, { onProgress })).toBe('done');
    expect(onProgress.mock.calls.flat()).toEqual([
      { done: 1, total: 1000, text: 'scoring' },
      { done: 1000, total: 1000, text: 'scoring' },
      { done: 0, total: null, text: 'writing' },
    ]);
    expect(waiting()).toBe(0);
  });

  it('carries events with their payload in order', async () => {
    const heard: unknown[] = [];
    const onEvent = (event: string, payload: unknown) => heard.push([event, payload]);
    const { server } = await connect({}, { client: { onEvent } });
    server.notify('jobs.changed', { running: 1 });
    server.notify('page', Uint8Array.of(1, 2));
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    expect(heard).toStrictEqual([
      ['jobs.changed', { running: 1 }],
      ['page', Uint8Array.of(1, 2)],
    ]);
  });

  it('outlives a listener that throws', async () => {
    const onFault = vi.fn();
    const onEvent = () => {
      throw new Error('listener');
    };
    const { server, client } = await connect({ ping: async () => 'pong' }, { client: { onEvent, onFault } });
    server.notify('any', null);
    expect(await client.call('ping', null)).toBe('pong');
    expect(onFault).toHaveBeenCalledExactlyOnceWith(new Error('listener'));
  });
}

function describeCancel(connect: Connect): void {
  it('sends nothing when cancelled before', async () => {
    const handler = vi.fn(async () => 1);
    const { client } = await connect({ handler });
    const call = client.call('handler', null, { signal: AbortSignal.abort() });
    await expect(call).rejects.toThrow(withCode('cancelled'));
    await expect(client.call('none', null)).rejects.toThrow(withCode('usage'));
    expect(handler).not.toHaveBeenCalled();
  });

  it('rejects at once and stops the handler when cancelled while it runs', async () => {
    const { contexts, handler } = createEndless();
    const { client } = await connect({ endless: handler });
    const controller = new AbortController();
    const call = client.call('endless', null, { signal: controller.signal });
    const other = client.call('endless', null);
    await vi.waitFor(() => expect(contexts).toHaveLength(2));
    controller.abort();
    await expect(call).rejects.toThrow(withCode('cancelled'));
    await vi.waitFor(() => expect(contexts[0]?.signal.aborted).toBe(true));
    expect(contexts[1]?.signal.aborted).toBe(false);
    client.close();
    await expect(other).rejects.toThrow(withCode('closed'));
  });

  it('drops the answer of a handler that does not stop', async () => {
    let finish = (_: unknown): void => undefined;
    const stubborn = () => new Promise<unknown>((resolve) => (finish = resolve));
    const { client } = await connect({ stubborn, ping: async () => 'pong' });
    const controller = new AbortController();
    const onProgress = vi.fn();
    const call = client.call('stubborn', null, { signal: controller.signal, onProgress });
    expect(await client.call('ping', null)).toBe('pong');
    controller.abort();
    await expect(call).rejects.toThrow(withCode('cancelled'));
    finish(new Float64Array(10));
    expect(await client.call('ping', null)).toBe('pong');
    expect(onProgress).not.toHaveBeenCalled();
  });

  it('ignores a cancel after the answer', async () => {
    const { client } = await connect({ ping: async () => 'pong' });
    const controller = new AbortController();
    expect(await client.call('ping', null, { signal: controller.signal })).toBe('pong');
    controller.abort();
    expect(await client.call('ping', null)).toBe('pong');
  });
}

function describeFailures(connect: Connect): void {
  it('brings coded errors with their details', async () => {
    const error = {
      code: 'input',
      message: 'The position is negative.',
      hint: 'Correct the log.',
      where: { file: 'log.csv', row: 3, column: 'position' },
      sql: 'SELECT 1',
    } as const;
    const { client } = await connect({
      coded: async () => {
        throw new RankscopeError(error);
      },
    });
    const thrown = await client.call('coded', null).catch((each: unknown) => each);
    expect(thrown).toBeInstanceOf(RankscopeError);
    expect(thrown).toMatchObject(error);
  });

  it.each<[string, unknown, string]>([
    ['an Error', new Error('broken'), 'broken'],
    ['a text', 'broken', 'broken'],
    ['an object without a text', Object.create(null), 'cannot be sent'],
    ['an error larger than a message', new Error('x'.repeat(17 * 2 ** 20)), 'cannot be sent'],
  ])('brings %s as internal', async (_, thrown, message) => {
    const { client } = await connect({
      fail: () => {
        throw thrown;
      },
    });
    const caught = await client.call('fail', null).catch((each: unknown) => each);
    expect(caught).toMatchObject({ code: 'internal', message: expect.stringContaining(message) });
  });

  it.each(['unknown', '', 'constructor', 'toString', '__proto__', 'hasOwnProperty', 'value'])(
    'has no method "%s"',
    async (method) => {
      const { client } = await connect({ value: 1 as unknown as HandlerTable[string] });
      await expect(client.call(method, null)).rejects.toThrow(withCode('usage'));
    },
  );

  it('answers results that cannot be sent, and goes on', async () => {
    const { client } = await connect({
      large: async () => new Uint8Array(17 * 2 ** 20),
      wide: async () => '\u0001'.repeat(4 * 2 ** 20),
      date: async () => ({ when: new Date(0) }),
      ping: async () => 'pong',
    });
    await expect(client.call('large', null)).rejects.toThrow(withCode('too_large'));
    await expect(client.call('wide', null)).rejects.toThrow(withCode('too_large'));
    await expect(client.call('date', null)).rejects.toThrow(withCode('internal'));
    expect(await client.call('ping', null)).toBe('pong');
  });

  it('rejects params that cannot be sent, and goes on', async () => {
    const { client, server } = await connect({ ping: async () => 'pong' });
    await expect(client.call('ping', new Uint8Array(17 * 2 ** 20))).rejects.toThrow(withCode('too_large'));
    await expect(client.call('ping', { f: () => 1 })).rejects.toThrow(withCode('internal'));
    expect(() => server.notify('large', new Uint8Array(17 * 2 ** 20))).toThrow(withCode('too_large'));
    expect(await client.call('ping', null)).toBe('pong');
  });

  it('carries a message just below the limit', async () => {
    const { client } = await connect({ length: async (bytes) => (bytes as Uint8Array).length });
    const length = 16 * 2 ** 20 - 256;
    expect(await client.call('length', new Uint8Array(length))).toBe(length);
  });
}

function describeClose(connect: Connect): void {
  it.each(['client', 'server', 'drop'] as const)('settles every call and stops every handler on %s', async (how) => {
    const { contexts, handler } = createEndless();
    const { client, server, drop } = await connect({ endless: handler });
    const calls = Promise.allSettled(Array.from({ length: 5 }, () => client.call('endless', null)));
    await vi.waitFor(() => expect(contexts).toHaveLength(5));
    if (how === 'drop') drop();
    else (how === 'client' ? client : server).close();
    expect(await calls).toEqual(Array(5).fill({ status: 'rejected', reason: withCode('closed') }));
    expect(await client.closed).toMatchObject({ code: 'closed' });
    expect(await server.closed).toMatchObject({ code: 'closed' });
    expect(contexts.every(({ signal }) => signal.aborted)).toBe(true);
    await expect(client.call('endless', null)).rejects.toThrow(withCode('closed'));
    expect(() => server.notify('late', 1)).not.toThrow();
    client.close();
  });
}
