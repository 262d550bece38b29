import { headerBytes } from './binaryMessage';
import { maxBuffers } from './frames';
import { createInbox } from './inbox';
import { isPlainObject } from './plainObject';
import { protocolError } from './protocolError';
import type { IncomingMessage, Transport } from './transport';

interface PortBase {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}
/** A MessagePort of a browser or of worker_threads. */
export interface EventTargetPort extends PortBase {
  addEventListener(type: string, listener: (event: unknown) => void): void;
}
/** Electron's MessagePortMain: an emitter whose message event carries `data`. */
export interface EmitterPort extends PortBase {
  on(event: string, listener: (event: unknown) => void): unknown;
}
export type PortLike = EventTargetPort | EmitterPort;

/**
 * A transport over one port of a MessageChannel. Messages are `{header, buffers}` and always cloned: a transfer list
 * throws in Electron's main process and loses the whole message between a page and a utility process.
 */
export function createMessagePortTransport(port: PortLike): Transport {
  const inbox = createInbox();

  function close(reason?: Parameters<typeof inbox.finish>[0]): void {
    if (inbox.isClosed) return;
    inbox.finish(reason);
    port.close();
  }
  function receive(event: unknown): void {
    const message = readMessage((event as { data?: unknown }).data);
    if (message === null) close(protocolError('A message came without its data.'));
    else inbox.deliver(message);
  }
  listen(port, 'message', receive);
  listen(port, 'messageerror', () => close(protocolError('A message could not be read.')));
  listen(port, 'close', () => inbox.finish());

  return {
    send(message) {
      headerBytes(message);
      if (!inbox.isClosed) port.postMessage({ header: message.header, buffers: message.buffers });
    },
    onMessage(listener) {
      inbox.onMessage(listener);
      port.start();
    },
    onClose: inbox.onClose,
    close: () => close(),
  };
}

function listen(port: PortLike, type: string, listener: (event: unknown) => void): void {
  // A port of worker_threads has both, and its `on('message')` passes the bare value.
  if ('addEventListener' in port) port.addEventListener(type, listener);
  else port.on(type, listener);
}

function readMessage(data: unknown): IncomingMessage | null {
  if (!isPlainObject(data) || !Array.isArray(data.buffers) || data.buffers.length > maxBuffers) return null;
  return data.buffers.every(isArrayBuffer) ? { header: data.header, buffers: data.buffers } : null;
}

function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}
