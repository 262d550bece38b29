/** Sent with every file of the page in every host; `connect` lists what it may talk to besides its own origin. */
export function contentSecurityPolicy(connect: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const mimeTypes: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff: 'font/woff',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
};

/** The content type by the name's extension; unknown ones are bytes, never guessed. */
export function mimeType(name: string): string {
  const extension = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(mimeTypes, extension) ? (mimeTypes[extension] as string) : 'application/octet-stream';
}

/**
 * The file under the page's folder that a URL's path (still percent-encoded, without query) names: relative, forward
 * slashes, `index.html` for the folder itself. Null when the path is malformed or could leave the folder on any
 * platform; links inside the folder are for the host to judge.
 */
export function staticPath(pathname: string): string | null {
  const decoded = decodeOnce(pathname);
  if (decoded === null || !decoded.startsWith('/')) return null;
  const relative = decoded.slice(1) || 'index.html';
  const plain = relative.split('/').every((part) => part !== '' && !part.startsWith('.') && !/[\\:\0]/.test(part));
  return plain ? relative : null;
}

/** Headers of one file of the page. Built assets carry a digest in their name and never change. */
export function staticHeaders(relative: string, connect: readonly string[] = []): Record<string, string> {
  return {
    'content-type': mimeType(relative),
    'content-security-policy': contentSecurityPolicy(connect),
    'cache-control': relative.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

function decodeOnce(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray % is no path of ours; the caller answers as for a missing file.
    return null;
  }
}
