import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { staticHeaders, staticPath } from '../../shared/host/staticFiles';
import { appHost } from './appUrl';

/** Answers a request of the page from the files under `root`; 404 for what is not there, 405 for writes. */
export async function respondWithFile(root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'Only GET and HEAD');
  const url = new URL(request.url);
  const relative = url.host === appHost ? staticPath(url.pathname) : null;
  const bytes = relative === null ? null : await readIfFile(path.join(root, relative));
  if (relative === null || bytes === null) return plain(404, 'No such file');
  const headers = staticHeaders(relative);
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), { headers });
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: staticHeaders('answer.txt') });
}

async function readIfFile(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw error;
  }
}
