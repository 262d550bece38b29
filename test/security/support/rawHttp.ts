import { connect } from 'node:net';

export interface RawResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Sends text over TCP, byte for byte, and reads the answer until the server closes. Status 0: it said nothing. */
export function sendRaw(port: number, text: string): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(text, 'latin1'));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => resolve(parseResponse(Buffer.concat(chunks).toString('utf8'))));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
  });
}

export interface RawRequest {
  method?: string;
  target?: string;
  host?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** One request with a target and headers that no client library would let through. */
export function request(port: number, options: RawRequest = {}): Promise<RawResponse> {
  const { method = 'GET', target = '/', host = `127.0.0.1:${port}`, headers = {}, body = '' } = options;
  const length = body === '' ? {} : { 'Content-Length': `${Buffer.byteLength(body)}` };
  const all = { Host: host, Connection: 'close', ...length, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return sendRaw(port, [`${method} ${target} HTTP/1.1`, ...lines, '', body].join('\r\n'));
}

/** The headers of a WebSocket handshake with these subprotocols. */
export function upgradeHeaders(protocols: string | null): Record<string, string> {
  return {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...(protocols !== null && { 'Sec-WebSocket-Protocol': protocols }),
  };
}

function parseResponse(text: string): RawResponse {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers, body: rest.join('\r\n\r\n') };
}
