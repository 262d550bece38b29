import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { type WebSocket as ServerSocket, WebSocket, WebSocketServer } from 'ws';
import { maxMessageBytes } from '../../shared/wire/frames';
import { createMemoryTransportPair } from '../../shared/wire/memoryTransport';
import { createMessagePortTransport } from '../../shared/wire/messagePortTransport';
import type { Transport } from '../../shared/wire/transport';
import { createWebSocketTransport } from '../../shared/wire/webSocketTransport';

export interface WirePair {
  client: Transport;
  server: Transport;
  /** Ends the connection as a crash of the server does, without a farewell. */
  drop(): void;
}

/** One kind of transport: makes connected pairs, and cleans all of them up. */
export interface WireHarness {
  connect(): Promise<WirePair>;
  stop(): Promise<void>;
}

export function memoryHarness(): WireHarness {
  const pairs: Transport[] = [];
  return {
    async connect() {
      const [client, server] = createMemoryTransportPair();
      pairs.push(client);
      return { client, server, drop: () => server.close() };
    },
    async stop() {
      for (const transport of pairs) transport.close();
    },
  };
}

/** Electron's MessagePortMain as far as it matters: an emitter, `start()`, `e.data`, and no transfer of buffers. */
export class MessagePortMainLike extends EventEmitter {
  constructor(private readonly port: MessagePort) {
    super();
    port.on('close', () => this.emit('close'));
  }

  postMessage(...args: unknown[]): void {
    if (args.length > 1) throw new TypeError('Port at index 0 is not a valid port');
    this.port.postMessage(args[0]);
  }

  start(): void {
    this.port.on('message', (data) => this.emit('message', { data, ports: [] }));
  }

  close(): void {
    this.port.close();
  }
}

/** A page's DOM-like port on one side, the main process' shape on the other. */
export function messagePortHarness(): WireHarness {
  const ports: MessagePort[] = [];
  return {
    async connect() {
      const { port1, port2 } = new MessageChannel();
      ports.push(port1, port2);
      const client = createMessagePortTransport(port1);
      const server = createMessagePortTransport(new MessagePortMainLike(port2));
      return { client, server, drop: () => port2.close() };
    },
    async stop() {
      for (const port of ports) port.close();
    },
  };
}

/** A real server on the loopback; the client's end is still opening when it is handed out. */
export async function webSocketHarness(): Promise<WireHarness> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: maxMessageBytes });
  await once(server, 'listening');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    async connect() {
      const client = createWebSocketTransport(new WebSocket(url));
      const [socket] = (await once(server, 'connection')) as [ServerSocket];
      return { client, server: createWebSocketTransport(socket), drop: () => socket.terminate() };
    },
    async stop() {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
