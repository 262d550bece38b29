import { decodeMessage, encodeMessage } from './binaryMessage';
import { RankscopeError } from './errors';
import { createInbox } from './inbox';
import { protocolError } from './protocolError';
import type { IncomingMessage, Transport } from './transport';

/** What the browser's WebSocket and the one of `ws` have in common. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(): void;
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: unknown) => void): void;
}

const connecting = 0;
const open = 1;

/** A transport over a WebSocket of either side, open or still opening: what is sent before it opens is kept. */
export function createWebSocketTransport(socket: SocketLike): Transport {
  const inbox = createInbox();
  const unsent: Uint8Array<ArrayBuffer>[] = [];
  let failure: RankscopeError | undefined;
  socket.binaryType = 'arraybuffer';

  function close(reason?: RankscopeError): void {
    if (inbox.isClosed) return;
    inbox.finish(reason);
    socket.close();
  }
  function receive(event: unknown): void {
    const message = readMessage((event as { data?: unknown }).data);
    if (message instanceof RankscopeError) close(message);
    else inbox.deliver(message);
  }
  socket.addEventListener('open', () => {
    for (const bytes of unsent.splice(0)) socket.send(bytes);
  });
  socket.addEventListener('message', receive);
  socket.addEventListener('error', (event) => {
    failure = connectionEnded((event as { message?: unknown }).message);
  });
  socket.addEventListener('close', (event) => {
    const { reason } = event as { reason?: unknown };
    inbox.finish(typeof reason === 'string' && reason !== '' ? connectionEnded(reason) : failure);
  });

  return {
    send(message) {
      const bytes = encodeMessage(message);
      if (inbox.isClosed) return;
      if (socket.readyState === connecting) unsent.push(bytes);
      else if (socket.readyState === open) socket.send(bytes);
    },
    onMessage: inbox.onMessage,
    onClose: inbox.onClose,
    close: () => close(),
  };
}

function readMessage(data: unknown): IncomingMessage | RankscopeError {
  if (typeof data === 'string') return protocolError('A message came as text, not as bytes.');
  try {
    return decodeMessage(data as ArrayBuffer);
  } catch (thrown) {
    return thrown instanceof RankscopeError ? thrown : protocolError('A message could not be read.');
  }
}

function connectionEnded(detail: unknown): RankscopeError {
  const why = typeof detail === 'string' && detail !== '' ? `: ${detail.replace(/\.$/, '')}` : '';
  return new RankscopeError({
    code: 'closed',
    message: `The connection to the engine ended${why}.`,
    hint: 'See whether Rankscope still runs.',
  });
}
