import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { parseExportAddress } from '../../shared/host/hostAddresses';
import { staticHeaders } from '../../shared/host/staticFiles';
import type { TakenFile } from '../engine/host/relayMessages';
import type { Refusal } from './gate';

/**
 * Gives an exported file away, once: its address is the secret, since a browser sends no token with a download. The file
 * is gone afterwards, also when the download broke off. Resolves with the refusal when it may not.
 */
export async function sendExport(
  request: IncomingMessage,
  response: ServerResponse,
  take: (token: string) => Promise<TakenFile | null>,
): Promise<Refusal | null> {
  if (request.method !== 'GET') return { status: 405, sentence: 'An export is fetched with GET.', allow: 'GET' };
  const address = parseExportAddress(request.url ?? '');
  const file = address && (await take(address.token));
  if (!address || !file) {
    return { status: 404, sentence: 'This export has been taken already, or never was there. Export again.' };
  }
  try {
    response.writeHead(200, {
      ...staticHeaders('export.bin'),
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename*=UTF-8''${encodeRfc5987(address.name)}`,
      'content-length': file.bytes,
    });
    if (file.bytes === 0) response.end();
    else await pipeline(createReadStream(file.path, { end: file.bytes - 1 }), response);
  } finally {
    await rm(file.path, { force: true });
  }
  return null;
}

function encodeRfc5987(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*!]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
