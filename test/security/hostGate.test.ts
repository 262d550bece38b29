import { describe, expect, it } from 'vitest';
import { request, sendRaw, upgradeHeaders } from './support/rawHttp';
import { startTestServer } from './support/testServer';

describe('who may talk to the browser host', () => {
  it('serves the page without a token', async () => {
    const { port } = await startTestServer();
    const answer = await request(port);
    expect(answer).toMatchObject({ status: 200, body: '<!doctype html><title>page</title>' });
  });

  it('listens on the loopback address only', async () => {
    const { url } = await startTestServer();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#t=[A-Za-z0-9_-]{43}$/);
  });

  it('makes another token at each start', async () => {
    const [a, b] = await Promise.all([startTestServer(), startTestServer()]);
    expect(a.token).not.toBe(b.token);
  });

  it.each([
    ['another name', 'evil.example'],
    ['another name with the right port', 'evil.example:PORT'],
    ['the right name with another port', '127.0.0.1:1'],
    ['no port', '127.0.0.1'],
    ['all addresses', '0.0.0.0:PORT'],
    ['the name of IPv6', '[::1]:PORT'],
    ['a name that begins right', '127.0.0.1:PORT.evil.example'],
    ['user information', 'localhost@evil.example:PORT'],
    ['nothing', ''],
  ])('refuses a Host header with %s', async (_what, host) => {
    const { port, token } = await startTestServer();
    const named = host.replace('PORT', `${port}`);
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await request(port, { host: named, headers });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatch(/^This server answers only to .*\.\n$/);
    expect((await request(port, { host: named, headers, target: '/api/status' })).status).toBe(403);
    const socket = { ...upgradeHeaders(`rankscope.1, t.${token}`) };
    expect((await request(port, { host: named, headers: socket, target: '/ws' })).status).toBe(403);
  });

  it('refuses a request with two Host headers or none', async () => {
    const { port } = await startTestServer();
    const two = await sendRaw(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nHost: evil.example\r\n\r\n`);
    expect([400, 403]).toContain(two.status);
    expect((await sendRaw(port, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).status).toBe(400);
    expect((await sendRaw(port, 'GET / HTTP/1.0\r\n\r\n')).status).toBe(403);
  });

  it('answers to localhost and to a forwarded address that was named', async () => {
    const { port } = await startTestServer({ allowHosts: ['LocalHost:9000'] });
    expect((await request(port, { host: `localhost:${port}` })).status).toBe(200);
    const forwarded = await request(port, { host: 'localhost:9000' });
    expect(forwarded.status).toBe(200);
    expect(forwarded.headers['content-security-policy']).toContain("connect-src 'self' ws://localhost:9000;");
  });

  it('takes pages of a forwarded address for its own, and no others beside it', async () => {
    const { port, token } = await startTestServer({ allowHosts: ['localhost:9000'] });
    const at = (host: string, origin: string) =>
      request(port, { host, target: '/api/status', headers: { Origin: origin, Authorization: `Bearer ${token}` } });
    expect((await at('localhost:9000', 'http://localhost:9000')).status).toBe(200);
    for (const origin of [`http://localhost:${port}`, 'http://localhost:9001', 'https://localhost:9000']) {
      expect((await at('localhost:9000', origin)).status, origin).toBe(403);
    }
    for (const host of ['localhost:9001', '127.0.0.1:9000', 'localhost']) {
      expect((await at(host, `http://${host}`)).status, host).toBe(403);
    }
  });

  it.each(['*', '*:9000', 'localhost:*', '', 'http://localhost:9000', 'a b:1', 'localhost:9000/x', '-a:1'])(
    'allows no such address as %j',
    async (host) => {
      await expect(startTestServer({ allowHosts: [host] })).rejects.toMatchObject({ code: 'usage' });
    },
  );

  it.each(['http://evil.example', 'null', 'https://127.0.0.1:PORT', 'http://localhost:PORT', 'file://'])(
    'refuses the Origin %s',
    async (origin) => {
      const { port, token } = await startTestServer();
      const headers = { Origin: origin.replace('PORT', `${port}`), Authorization: `Bearer ${token}` };
      expect((await request(port, { headers })).status).toBe(403);
      expect((await request(port, { headers, target: '/api/status' })).status).toBe(403);
      const socket = { ...upgradeHeaders(`rankscope.1, t.${token}`), ...headers };
      const upgrade = await request(port, { target: '/ws', headers: socket });
      expect(upgrade).toMatchObject({ status: 403, body: 'Requests from other websites are refused.\n' });
    },
  );

  it('accepts its own Origin', async () => {
    const { port } = await startTestServer();
    expect((await request(port, { headers: { Origin: `http://127.0.0.1:${port}` } })).status).toBe(200);
  });

  it.each([
    ['no token', {}],
    ['an empty token', { Authorization: 'Bearer ' }],
    ['a wrong token', { Authorization: `Bearer ${'A'.repeat(43)}` }],
    ['a token that begins right', { Authorization: 'Bearer START' }],
    ['another scheme', { Authorization: 'Basic TOKEN' }],
    ['the token as a cookie', { Cookie: 't=TOKEN' }],
  ])('refuses the API with %s', async (_what, given) => {
    const { port, token } = await startTestServer();
    const fill = (text: string) => text.replace('TOKEN', token).replace('START', token.slice(0, 42));
    const headers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, fill(value as string)]));
    for (const target of ['/api/status', '/api/nothing', `/api/status?t=${token}`]) {
      const answer = await request(port, { target, headers });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
      expect(answer.body).toMatch(/^The token is (missing|wrong)\. Open the address/);
    }
  });

  it('answers the API with the token', async () => {
    const { port, token } = await startTestServer();
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await request(port, { target: '/api/status', headers });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ clients: 0, reason: '' });
    expect((await request(port, { target: '/api/nothing', headers })).status).toBe(404);
  });

  it('changes nothing by GET', async () => {
    const { port, token } = await startTestServer();
    const headers = { Authorization: `Bearer ${token}` };
    const get = await request(port, { target: '/api/engine/restart', headers });
    expect(get).toMatchObject({ status: 405, body: 'This address takes POST only.\n' });
    expect(get.headers.allow).toBe('POST');
    const post = await request(port, { method: 'POST', target: '/api/engine/restart', headers });
    expect(post.status).toBe(200);
  });

  it('gives no other website a way to read an answer', async () => {
    const { port, token } = await startTestServer();
    const preflight = await request(port, {
      method: 'OPTIONS',
      target: '/api/status',
      headers: { Origin: 'http://evil.example', 'Access-Control-Request-Method': 'GET' },
    });
    expect(preflight.status).toBe(403);
    const status = await request(port, { target: '/api/status', headers: { Authorization: `Bearer ${token}` } });
    for (const { headers } of [preflight, status]) {
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('keeps the token out of what it logs and of what it starts', async () => {
    const server = await startTestServer();
    const { port, token } = server;
    await request(port, { target: `/api/status?t=${token}` });
    await request(port, { target: '/ws', headers: upgradeHeaders(`rankscope.1, t.${token}x`) });
    await sendRaw(port, `GARBAGE ${token}\r\n\r\n`);
    await server.close();
    expect(server.log.join('\n')).not.toContain(token);
    expect(JSON.stringify(process.env)).not.toContain(token);
  });
});
