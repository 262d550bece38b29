import { createReadStream } from 'node:fs';
import { lstat, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { staticHeaders, staticPath } from '../../shared/host/staticFiles';
import type { Refusal } from './gate';

interface FoundFile {
  real: string;
  relative: string;
  bytes: number;
}

/**
 * Sends one file of the page; resolves with the refusal when it may not, null when it did. `connect` are addresses that
 * the page may open besides its own.
 */
export async function sendStatic(
  request: IncomingMessage,
  response: ServerResponse,
  options: { root: string; connect: readonly string[] },
): Promise<Refusal | null> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, sentence: 'Files are only read: use GET or HEAD.', allow: 'GET, HEAD' };
  }
  const plain = await findFile(options.root, request.url ?? '');
  if ('status' in plain) return plain;
  const packed = acceptsGzip(request) ? await compressed(plain) : null;
  const found = packed ?? plain;
  response.writeHead(200, {
    ...staticHeaders(plain.relative, options.connect),
    ...(packed && { 'content-encoding': 'gzip' }),
    vary: 'accept-encoding',
    'x-frame-options': 'DENY',
    'content-length': found.bytes,
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(found.real, { end: Math.max(found.bytes - 1, 0) }), response);
  return null;
}

function acceptsGzip(request: IncomingMessage): boolean {
  const offered = String(request.headers['accept-encoding'] ?? '').split(',');
  return offered.some((each) => /^\s*gzip\s*(;|$)/i.test(each) && !/;\s*q=0(\.0*)?\s*$/i.test(each));
}

/** The compressed copy that the build put beside a file; null where there is none. */
async function compressed(found: FoundFile): Promise<FoundFile | null> {
  const real = `${found.real}.gz`;
  // Not there is the ordinary answer.
  const facts = await lstat(real).catch(() => null);
  return facts?.isFile() ? { ...found, real, bytes: facts.size } : null;
}

/** The plain file under `root` that a request's target names. Links are followed only to places under `root`. */
async function findFile(root: string, target: string): Promise<FoundFile | Refusal> {
  const relative = staticPath(target.split(/[?#]/, 1)[0] ?? '');
  const missing: Refusal = { status: 404, sentence: 'There is no such file.' };
  if (relative === null) return missing;
  try {
    const [realRoot, real] = await Promise.all([realpath(root), realpath(path.join(root, relative))]);
    const facts = await stat(real);
    const inside = real.startsWith(realRoot + path.sep);
    return inside && facts.isFile() ? { real, relative, bytes: facts.size } : missing;
  } catch (error) {
    // Names that are too long or contain what the platform forbids are as missing as any other.
    if (relative !== 'index.html') return missing;
    const cause = error instanceof Error ? error.message : String(error);
    return { status: 404, sentence: `The page is not built: ${cause}. Run "npm run build".` };
  }
}
