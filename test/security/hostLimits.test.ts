import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ask, connectPage, connectPeer } from './support/pageClient';
import { request } from './support/rawHttp';
import { startTestServer } from './support/testServer';

/** A connection that sends what it is told and no more. */
function slow(port: number, text = ''): { socket: Socket; closed: Promise<unknown> } {
  const socket = connect(port, '127.0.0.1', () => socket.write(text));
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  socket.resume();
  return { socket, closed: new Promise((resolve) => socket.on('close', resolve)) };
}

describe('connections of the browser host', () => {
  it('are ended when they do not say what they want', async () => {
    const { port } = await startTestServer({ limits: { headersMs: 200, silenceMs: 60_000 } });
    const half = slow(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX-A: `);
    const drip = setInterval(() => half.socket.write('a'), 20);
    onTestFinished(() => clearInterval(drip));
    await half.closed;
    expect((await request(port)).status).toBe(200);
  });

  it('are ended when nothing moves on them', async () => {
    const { port, token } = await startTestServer({ limits: { silenceMs: 200 } });
    const head = `Host: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nContent-Length: 10\r\n\r\n`;
    const texts = [
      '',
      `POST /api/uploads?name=a HTTP/1.1\r\n${head}x`,
      `POST /api/engine/restart HTTP/1.1\r\n${head}x`,
    ];
    await Promise.all(texts.map((text) => slow(port, text).closed));
    expect((await request(port)).status).toBe(200);
  });

  it('of pages stay, however silent they are', async () => {
    const server = await startTestServer({ limits: { silenceMs: 100 } });
    const { peer } = connectPeer(server);
    await peer.ready;
    // A connection that came later and was ended for its silence is the clock of this test.
    await slow(server.port).closed;
    await slow(server.port).closed;
    expect(await ask(peer, 'test.echo', 1)).toBe(1);
  });

  it('are a limited number, and room comes back', async () => {
    const { port } = await startTestServer({ limits: { connections: 10 } });
    const open = Array.from({ length: 10 }, () => slow(port));
    await Promise.all(open.map(({ socket }) => new Promise((resolve) => socket.on('connect', resolve))));
    await slow(port, 'GET / HTTP/1.1\r\n').closed;
    for (const { socket } of open) socket.destroy();
    await vi.waitFor(async () => expect((await request(port)).status).toBe(200));
  });

  it('may break off in the middle of an answer', async () => {
    const { port, log } = await startTestServer();
    for (let i = 0; i < 20; i++) {
      const { socket } = slow(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
      socket.on('connect', () => socket.resetAndDestroy());
    }
    expect((await request(port)).status).toBe(200);
    expect(log.filter((line) => !line.startsWith('engine'))).toEqual([]);
  });
});

describe('a host that is stopped with work under way', () => {
  it('ends the calls, the jobs, the uploads and itself', async () => {
    const server = await startTestServer();
    const page = connectPage(server);
    let started: () => void = () => undefined;
    const isStarted = new Promise<void>((resolve) => {
      started = resolve;
    });
    const call = page.call('test.wait', {}, { onProgress: started });
    call.catch(() => undefined);
    await isStarted;
    await page.call('test.job', { state: 'running' });
    const head = `Host: 127.0.0.1:${server.port}\r\nAuthorization: Bearer ${server.token}\r\nContent-Length: 10\r\n\r\n`;
    const upload = slow(server.port, `POST /api/uploads?name=a HTTP/1.1\r\n${head}x`);
    await server.close();
    await expect(call).rejects.toMatchObject({ code: 'closed' });
    await upload.closed;
    expect(await server.closed).toBe('The server was stopped.');
  });
});
