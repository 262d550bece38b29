import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, mimeType, staticHeaders, staticPath } from '../../shared/host/staticFiles';

describe('static files', () => {
  it('maps the root to the page', () => {
    expect(staticPath('/')).toBe('index.html');
    expect(staticPath('/assets/a-1b2.js')).toBe('assets/a-1b2.js');
    expect(staticPath('/a%20b.css')).toBe('a b.css');
  });

  it.each([
    '',
    'index.html',
    '//etc/passwd',
    '/../package.json',
    '/assets/../../x',
    '/%2e%2e/x',
    '/..%2fx',
    '/..%5cx',
    '/C:/Windows/win.ini',
    '/a%00.html',
    '/.env',
    '/%',
    '/assets/',
  ])('refuses %j', (pathname) => {
    expect(staticPath(pathname)).toBeNull();
  });

  it('never leaves the folder', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e',
      '%2E%2e',
      '/',
      '%2f',
      '\\',
      '%5c',
      'a',
      'index.html',
      ':',
      '%00',
      '%',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const found = staticPath(`/${parts.join('')}`);
        if (found === null) return;
        const resolved = new URL(found.split('/').map(encodeURIComponent).join('/'), 'app://x/root/').pathname;
        expect(resolved.startsWith('/root/')).toBe(true);
        expect(found).not.toMatch(/\\|:|\0|(^|\/)\.\.?(\/|$)/);
      }),
    );
  });

  it('knows types only by its own table', () => {
    expect(mimeType('a.js')).toBe('text/javascript; charset=utf-8');
    expect(mimeType('A.WOFF2')).toBe('font/woff2');
    expect(mimeType('a.constructor')).toBe('application/octet-stream');
    expect(mimeType('noextension')).toBe('application/octet-stream');
  });

  it('forbids inline scripts, eval and foreign origins', () => {
    const policy = contentSecurityPolicy();
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
    expect(contentSecurityPolicy(['ws://127.0.0.1:8080'])).toContain("connect-src 'self' ws://127.0.0.1:8080;");
  });

  it('keeps assets and asks again for the page', () => {
    expect(staticHeaders('assets/a.js')['cache-control']).toContain('immutable');
    expect(staticHeaders('index.html')['cache-control']).toBe('no-cache');
    expect(staticHeaders('index.html')['x-content-type-options']).toBe('nosniff');
  });
});
