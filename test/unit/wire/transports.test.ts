import { EventEmitter } from 'node:events';
import type { MessagePort as WorkerPort } from 'node:worker_threads';
import type { MessagePortMain } from 'electron';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { WebSocket as NodeSocket } from 'ws';
import { encodeMessage } from '../../../shared/wire/binaryMessage';
import type { Frame } from '../../../shared/wire/frames';
import { createMemoryTransportPair } from '../../../shared/wire/memoryTransport';
import { createMessagePortTransport, type PortLike } from '../../../shared/wire/messagePortTransport';
import type { IncomingMessage, Transport } from '../../../shared/wire/transport';
import { createWebSocketTransport, type SocketLike } from '../../../shared/wire/webSocketTransport';

const header: Frame = { t: 'cancel', id: 1 };

class FakePort extends EventEmitter {
  sent: unknown[] = [];
  isClosed = false;
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
  start(): void {
    this.emit('started');
  }
  close(): void {
    this.isClosed = true;
  }
}

class FakeSocket implements SocketLike {
  binaryType = 'blob';
  readyState = 0;
  sent: Uint8Array[] = [];
  private listeners = new Map<string, (event: unknown) => void>();
  send(data: Uint8Array): void {
    this.sent.push(data);
  }
  close(): void {
    this.readyState = 3;
  }
  addEventListener(type: string, listener: (event: unknown) => void): void {
    this.listeners.set(type, listener);
  }
  fire(type: string, event: unknown = {}): void {
    this.listeners.get(type)?.(event);
  }
}

function endOf(transport: Transport): Promise<unknown> {
  return new Promise((resolve) => transport.onClose(resolve));
}

describe('the message port transport', () => {
  it('takes the ports of pages, Electron and workers', () => {
    expectTypeOf<MessagePort>().toExtend<PortLike>();
    expectTypeOf<MessagePortMain>().toExtend<PortLike>();
    expectTypeOf<WorkerPort>().toExtend<PortLike>();
  });

  it.each([
    ['no data', undefined],
    ['no buffers', { header }],
    ['buffers that are views', { header, buffers: [new Uint8Array(1)] }],
    ['shared buffers', { header, buffers: [new SharedArrayBuffer(1)] }],
    ['a list', [header, []]],
  ])('ends the connection on %s', async (_, data) => {
    const port = new FakePort();
    const transport = createMessagePortTransport(port);
    port.emit('message', { data });
    expect(await endOf(transport)).toMatchObject({ code: 'protocol' });
    expect(port.isClosed).toBe(true);
  });

  it('starts the port only once somebody listens', () => {
    const port = new FakePort();
    let started = 0;
    port.on('started', () => started++);
    const transport = createMessagePortTransport(port);
    expect(started).toBe(0);
    transport.onMessage(() => undefined);
    expect(started).toBe(1);
  });

  it('ends when messages cannot be read', async () => {
    const port = new FakePort();
    const transport = createMessagePortTransport(port);
    port.emit('messageerror', {});
    expect(await endOf(transport)).toMatchObject({ code: 'protocol' });
  });
});

describe('the WebSocket transport', () => {
  it('takes the sockets of pages and of ws', () => {
    expectTypeOf<WebSocket>().toExtend<SocketLike>();
    expectTypeOf<NodeSocket>().toExtend<SocketLike>();
  });

  it('keeps what is sent before it opens', () => {
    const socket = new FakeSocket();
    const transport = createWebSocketTransport(socket);
    transport.send({ header, buffers: [] });
    expect(socket.sent).toHaveLength(0);
    socket.readyState = 1;
    socket.fire('open');
    transport.send({ header, buffers: [] });
    expect(socket.sent).toEqual(Array(2).fill(encodeMessage({ header, buffers: [] })));
    expect(socket.binaryType).toBe('arraybuffer');
  });

  it.each([
    ['text', '{"t":"cancel","id":1}'],
    ['too few bytes', new ArrayBuffer(3)],
    ['nothing', undefined],
    ['something else', { byteLength: 64 }],
  ])('ends the connection on %s', async (_, data) => {
    const socket = new FakeSocket();
    const transport = createWebSocketTransport(socket);
    socket.fire('message', { data });
    expect(await endOf(transport)).toMatchObject({ code: 'protocol' });
    expect(socket.readyState).toBe(3);
  });

  it('tells why it ended', async () => {
    const failed = new FakeSocket();
    const failedEnd = endOf(createWebSocketTransport(failed));
    failed.fire('error', { message: 'connect ECONNREFUSED' });
    failed.fire('close', { code: 1006, reason: '' });
    expect(await failedEnd).toMatchObject({
      code: 'closed',
      message: 'The connection to the engine ended: connect ECONNREFUSED.',
    });
    const ended = new FakeSocket();
    const end = endOf(createWebSocketTransport(ended));
    ended.fire('close', { code: 1012, reason: 'The engine restarts.' });
    expect(await end).toMatchObject({ message: 'The connection to the engine ended: The engine restarts.' });
  });
});

describe('every transport', () => {
  it('delivers what came before the listener, then the end', async () => {
    const [left, right] = createMemoryTransportPair();
    left.send({ header, buffers: [] });
    left.close();
    left.send({ header, buffers: [] });
    await Promise.resolve();
    const heard: IncomingMessage[] = [];
    right.onMessage((message) => heard.push(message));
    expect(heard).toEqual([{ header, buffers: [] }]);
    expect(await endOf(right)).toBeUndefined();
    expect(await endOf(left)).toBeUndefined();
  });
});
