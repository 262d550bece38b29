import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { staticHeaders } from '../../shared/host/staticFiles';
import type { Refusal } from './gate';

/** Answers a request with a refusal as plain text. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusal.status, refusalHeaders(refusal));
  response.end(refusalBody(refusal));
}

/** Answers on a bare socket: one whose upgrade is refused, or whose request could not be parsed. */
export function refuseSocket(socket: Duplex, refusal: Refusal): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const lines = Object.entries(refusalHeaders(refusal)).map(([name, value]) => `${name}: ${value}`);
  // A reset while the refusal is on its way is the other side's choice.
  socket.on('error', () => socket.destroy());
  socket.once('finish', () => socket.destroy());
  const { status } = refusal;
  socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', refusalBody(refusal)].join('\r\n'));
}

function refusalBody({ sentence }: Refusal): string {
  return `${sentence}\n`;
}

function refusalHeaders(refusal: Refusal): Record<string, string> {
  const { status, allow } = refusal;
  return {
    ...staticHeaders('refusal.txt'),
    'cache-control': 'no-store',
    'content-length': `${Buffer.byteLength(refusalBody(refusal))}`,
    // The connection ends, because a body that nobody reads would stand in front of the next request.
    connection: 'close',
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...(allow !== undefined && { allow }),
  };
}
