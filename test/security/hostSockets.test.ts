import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { encodeMessage } from '../../shared/wire/binaryMessage';
import { maxMessageBytes } from '../../shared/wire/frames';
import { ask, closing, connectPeer, engineStatus, openSocket } from './support/pageClient';
import { request, upgradeHeaders } from './support/rawHttp';
import { startTestServer } from './support/testServer';

const hello = encodeMessage({ header: { t: 'hello', protocol: 1, build: 'test' }, buffers: [] });

function framed(header: unknown): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const out = new Uint8Array(Math.ceil((4 + json.length) / 8) * 8);
  new DataView(out.buffer).setUint32(0, json.length, true);
  out.set(json, 4);
  return out;
}

describe('the WebSocket of the browser host', () => {
  it.each([
    ['no subprotocol', null, 401],
    ['no token', 'rankscope.1', 401],
    ['an empty token', 'rankscope.1, t.', 401],
    ['a wrong token', `rankscope.1, t.${'A'.repeat(43)}`, 401],
    ['two tokens, the first wrong', 'rankscope.1, t.x, t.TOKEN', 401],
    ['the token alone', 't.TOKEN', 400],
    ['another version', 'rankscope.2, t.TOKEN', 400],
  ])('refuses a handshake with %s', async (_what, protocols, status) => {
    const { port, token } = await startTestServer();
    const headers = upgradeHeaders(protocols?.replace('TOKEN', token) ?? null);
    const answer = await request(port, { target: '/ws', headers });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatch(/^[A-Z].*\.\n$/);
  });

  it.each(['/', '/ws/', '/ws?t=1', '/WS', '//ws', '/api/status', 'http://127.0.0.1/ws'])(
    'refuses a handshake at %s',
    async (target) => {
      const { port, token } = await startTestServer();
      const answer = await request(port, { target, headers: upgradeHeaders(`rankscope.1, t.${token}`) });
      expect(answer.status).toBe(404);
    },
  );

  it('refuses a handshake that is no WebSocket', async () => {
    const { port, token } = await startTestServer();
    const headers = upgradeHeaders(`rankscope.1, t.${token}`);
    const post = await request(port, { method: 'POST', target: '/ws', headers });
    expect(post.status).toBe(405);
    const h2c = await request(port, { target: '/ws', headers: { ...headers, Upgrade: 'h2c' } });
    expect(h2c.status).toBe(400);
    const old = await request(port, { target: '/ws', headers: { ...headers, 'Sec-WebSocket-Version': '7' } });
    expect(old.status).toBe(400);
    expect((await request(port, { target: '/ws' })).status).toBe(404);
  });

  it('answers with the name of the protocol, never with the token', async () => {
    const server = await startTestServer();
    const socket = openSocket(server);
    await vi.waitFor(() => expect(socket.readyState).toBe(WebSocket.OPEN));
    expect(socket.protocol).toBe('rankscope.1');
  });

  it('gives every connection its own name and its own calls', async () => {
    const server = await startTestServer();
    const a = connectPeer(server);
    const b = connectPeer(server);
    const abort = new AbortController();
    const waiting = a.peer.call('test.wait', {}, { signal: abort.signal });
    const names = await Promise.all([a, b].map(({ peer }) => ask<{ client: string; pid: number }>(peer, 'app.info')));
    expect(new Set(names.map(({ client }) => client)).size).toBe(2);
    expect(new Set(names.map(({ pid }) => pid)).size).toBe(1);
    b.peer.close();
    await b.peer.closed;
    expect(await ask(a.peer, 'test.echo', { still: 'here' })).toEqual({ still: 'here' });
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('carries sixteen megabytes each way, and refuses more before it is sent', async () => {
    const server = await startTestServer();
    const { peer } = connectPeer(server);
    const numbers = new Float64Array(maxMessageBytes / 8 - 64).map((_, i) => i);
    const { back } = await ask<{ back: Float64Array }>(peer, 'test.echo', { back: numbers });
    expect(Buffer.from(back.buffer).equals(Buffer.from(numbers.buffer))).toBe(true);
    const over = { back: new Float64Array(maxMessageBytes / 8) };
    await expect(peer.call('test.echo', over)).rejects.toMatchObject({ code: 'too_large' });
  });

  it('closes a connection whose message is over the limit, and no other', async () => {
    const server = await startTestServer();
    const other = connectPeer(server);
    await other.peer.ready;
    const socket = openSocket(server);
    const end = closing(socket);
    socket.on('open', () => socket.send(new Uint8Array(maxMessageBytes + 1)));
    expect((await end).code).toBe(1009);
    expect(await ask(other.peer, 'test.echo', 1)).toBe(1);
  });

  it.each<[string, (socket: WebSocket) => void, number]>([
    ['text', (socket) => socket.send('{"t":"hello"}'), 1003],
    ['an empty message', (socket) => socket.send(new Uint8Array(0)), 1007],
    ['random bytes', (socket) => socket.send(new Uint8Array(64).fill(0xa5)), 1007],
    ['a header that is too long', (socket) => socket.send(new Uint8Array([255, 255, 255, 127, 0, 0, 0, 0])), 1007],
    ['a header that is no JSON', (socket) => socket.send(new Uint8Array([4, 0, 0, 0, 65, 65, 65, 65])), 1007],
    ['a frame of no known type', (socket) => socket.send(framed({ t: 'sudo' })), 1007],
    ['a request before the hello', (socket) => socket.send(framed({ t: 'req', id: 1, m: 'x', p: {} })), 1007],
    ['hello twice', (socket) => [hello, hello].forEach((each) => void socket.send(each)), 1007],
    [
      'a buffer that is not there',
      (socket) => socket.send(framed({ t: 'hello', protocol: 1, build: '', b: [8] })),
      1007,
    ],
    [
      'a request with a bad reference',
      (socket) =>
        [hello, framed({ t: 'req', id: 1, m: 'x', p: { $: [0, 'Float64Array'] } })].forEach(
          (each) => void socket.send(each),
        ),
      1007,
    ],
  ])('closes the one connection that sends %s', async (_what, send, code) => {
    const server = await startTestServer();
    const other = connectPeer(server);
    await other.peer.ready;
    const before = await ask<{ pid: number }>(other.peer, 'app.info');
    const socket = openSocket(server);
    const end = closing(socket);
    socket.on('open', () => send(socket));
    expect((await end).code).toBe(code);
    expect(await ask(other.peer, 'app.info')).toMatchObject({ pid: before.pid });
    expect((await engineStatus(server)).clients).toBe(1);
  });

  it('closes a connection that breaks the WebSocket protocol', async () => {
    const server = await startTestServer();
    const headers = upgradeHeaders(`rankscope.1, t.${server.token}`);
    const lines = Object.entries({ Host: `127.0.0.1:${server.port}`, ...headers }).map((each) => each.join(': '));
    const raw = connect(server.port, '127.0.0.1');
    const ended = new Promise((resolve) => raw.on('close', resolve));
    raw.on('error', () => undefined);
    raw.write(`GET /ws HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    // A frame of a client must be masked; this one is not, and uses reserved bits.
    raw.once('data', () => raw.write(Buffer.from([0xf2, 0x04, 1, 2, 3, 4])));
    raw.resume();
    await ended;
    await vi.waitFor(async () => expect((await engineStatus(server)).clients).toBe(0));
    expect(await ask(connectPeer(server).peer, 'test.echo', 1)).toBe(1);
  });

  it('answers a method that does not exist, also one that every object has', async () => {
    const server = await startTestServer();
    const { peer } = connectPeer(server);
    for (const method of ['toString', '__proto__', 'constructor', 'case.nothing']) {
      await expect(peer.call(method, {})).rejects.toMatchObject({ code: 'usage' });
    }
  });

  it('serves many pages at once and turns away the one too many', async () => {
    const server = await startTestServer();
    const pages = Array.from({ length: 64 }, () => connectPeer(server));
    const answers = await Promise.all(pages.map(({ peer }, i) => ask(peer, 'test.echo', i)));
    expect(answers).toEqual(pages.map((_, i) => i));
    const answer = await request(server.port, {
      target: '/ws',
      headers: upgradeHeaders(`rankscope.1, t.${server.token}`),
    });
    expect(answer.status).toBe(503);
    pages[0]?.peer.close();
    await vi.waitFor(async () => expect((await engineStatus(server)).clients).toBe(63));
    expect(await ask(connectPeer(server).peer, 'test.echo', 'in')).toBe('in');
  });

  it('tells the engine when a page goes away, so that its calls are cancelled', async () => {
    const server = await startTestServer();
    const { socket, peer } = connectPeer(server);
    const started = new Promise((resolve) => {
      peer.call('test.wait', {}, { onProgress: resolve }).catch(() => undefined);
    });
    await started;
    const other = connectPeer(server);
    expect(await ask(other.peer, 'test.waiting')).toBe(1);
    socket.terminate();
    await vi.waitFor(async () => expect(await ask(other.peer, 'test.waiting')).toBe(0));
  });
});
