import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { request, sendRaw } from './support/rawHttp';
import { startTestServer } from './support/testServer';

const outside = [
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%2fsecret.txt',
  '/..%5csecret.txt',
  '/..\\secret.txt',
  '/%252e%252e/secret.txt',
  '/%c0%ae%c0%ae/secret.txt',
  '/../page-beside/secret.txt',
  '/./index.html',
  '//index.html',
  '/assets//app-1234.js',
  '/index.html/',
  '/index.html%00.png',
  '/%00',
  '/%',
  '/link.txt',
  '/up/secret.txt',
  '/up/page/index.html/../../../secret.txt',
  '/.hidden',
  '/assets',
  '/assets/',
  '/up',
  '/c:/windows/win.ini',
  '/index.html::$DATA',
  '/etc/passwd',
  `/${'a'.repeat(5000)}`,
  '/api',
  '/API/status',
];

describe('the files that the browser host serves', () => {
  it('finds nothing outside of the page, and lists no folder', async () => {
    const { port } = await startTestServer();
    for (const target of outside) {
      const answer = await request(port, { target });
      expect(answer.status, target).toBe(404);
      expect(answer.body, target).toBe('There is no such file.\n');
    }
  });

  it('refuses a target that is no path', async () => {
    const { port } = await startTestServer();
    for (const target of [`http://127.0.0.1:${port}/`, 'http://evil.example/index.html', '*', '?']) {
      expect((await request(port, { target })).status, target).toBe(400);
    }
  });

  it('follows a link that stays inside', async () => {
    const { port } = await startTestServer();
    expect((await request(port, { target: '/inside.html' })).status).toBe(200);
    expect((await request(port, { target: '/index.html?v=1' })).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('refuses %s', async (method) => {
    const { port } = await startTestServer();
    const answer = await request(port, { method, body: method === 'POST' ? 'x'.repeat(100_000) : '' });
    expect(answer).toMatchObject({ status: 405, body: 'Files are only read: use GET or HEAD.\n' });
    expect(answer.headers.allow).toBe('GET, HEAD');
  });

  it('answers HEAD with the headers alone', async () => {
    const { port } = await startTestServer();
    const answer = await request(port, { method: 'HEAD', target: '/assets/app-1234.js' });
    expect(answer).toMatchObject({ status: 200, body: '' });
    expect(answer.headers['content-length']).toBe('19');
  });

  it('sends the compressed copy to those who take it, and never a link that stands for one', async () => {
    const { port } = await startTestServer();
    const ask = (target: string, accepted: string) =>
      request(port, { target, method: 'HEAD', headers: { 'Accept-Encoding': accepted } });
    for (const accepted of ['gzip', 'br, gzip;q=0.5', 'deflate , GZIP']) {
      const { headers } = await ask('/assets/large.js', accepted);
      expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
      expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    }
    for (const accepted of ['', 'br', 'gzip;q=0', 'x-gzip', 'gzipped']) {
      const { headers } = await ask('/assets/large.js', accepted);
      expect(headers, accepted).not.toHaveProperty('content-encoding');
      expect(headers['content-length']).toBe('19');
    }
    expect((await ask('/assets/app-1234.js', 'gzip')).headers).not.toHaveProperty('content-encoding');
    const answer = await fetch(`http://127.0.0.1:${port}/assets/large.js`);
    expect(await answer.text()).toBe('export const y = 2;');
  });

  it('sends every answer with the headers that fence the page in', async () => {
    const { port } = await startTestServer();
    const fence = {
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    };
    for (const target of ['/', '/assets/app-1234.js', '/assets/empty.js', '/nothing', '/api/status']) {
      const { headers } = await request(port, { target });
      expect(headers, target).toMatchObject(fence);
      expect(headers['content-security-policy'], target).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(headers, target).not.toHaveProperty('set-cookie');
    }
    const page = await request(port);
    expect(page.headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${port};`);
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(page.headers['content-security-policy']).not.toMatch(/unsafe-eval|\*|script-src[^;]*unsafe-inline/);
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
  });

  it('says what to do when the page is not built', async () => {
    const { port, folder } = await startTestServer();
    rmSync(path.join(folder, 'page'), { recursive: true });
    const answer = await request(port);
    expect(answer.status).toBe(404);
    expect(answer.body).toContain('npm run build');
  });

  it('answers what is not HTTP with a sentence, and goes on', async () => {
    const { port } = await startTestServer();
    const garbage = ['\0\0\0\0\r\n\r\n', 'GET\r\n\r\n', `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nA b: c\r\n\r\n`];
    for (const text of garbage) {
      const answer = await sendRaw(port, text);
      expect(answer).toMatchObject({ status: 400, body: 'The request cannot be read as HTTP.\n' });
    }
    const long = await request(port, { headers: { 'X-Long': 'x'.repeat(40_000) } });
    expect(long.status).toBe(400);
    expect((await request(port)).status).toBe(200);
  });
});
