import type { SocketLike } from '../../../shared/wire/webSocketTransport';

type Listener = (event: unknown) => void;

/** The engine's end of a page's WebSocket, whose other end the browser host holds. */
export interface RelaySocket extends SocketLike {
  /** A message of the page. */
  deliver(data: Uint8Array): void;
  /** The page is gone. */
  finish(): void;
}

/** `send` passes a message to the page; `onRefuse` is called when this side ends the connection. */
export function createRelaySocket(send: (data: Uint8Array) => void, onRefuse: () => void): RelaySocket {
  const listeners = new Map<string, Listener[]>();
  const emit = (type: string, event: unknown) => {
    for (const listener of listeners.get(type) ?? []) listener(event);
  };
  let isOpen = true;
  return {
    binaryType: 'arraybuffer',
    get readyState() {
      return isOpen ? 1 : 3;
    },
    send(data) {
      if (isOpen) send(data);
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      onRefuse();
      emit('close', {});
    },
    addEventListener(type, listener) {
      listeners.set(type, [...(listeners.get(type) ?? []), listener]);
    },
    deliver(data) {
      // A copy of its own: what the channel hands over is a view onto its receive buffer.
      if (isOpen) emit('message', { data: new Uint8Array(data).buffer });
    },
    finish() {
      if (!isOpen) return;
      isOpen = false;
      emit('close', {});
    },
  };
}
