import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createPeer, type Peer } from '../../../shared/wire/peer';
import { createReconnectingClient, type ReconnectingClient } from '../../../shared/wire/reconnect';
import { createWebSocketTransport } from '../../../shared/wire/webSocketTransport';
import type { TestServer } from './testServer';

type AnyMethods = Record<string, { params: unknown; result: unknown }>;

interface Address {
  port: number;
  token: string;
}

/** A WebSocket as the page opens it, closed when the test ends. */
export function openSocket(
  { port, token }: Address,
  options: { protocols?: string[]; origin?: string } = {},
): WebSocket {
  const protocols = options.protocols ?? ['rankscope.1', `t.${token}`];
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, protocols, {
    perMessageDeflate: false,
    origin: options.origin ?? `http://127.0.0.1:${port}`,
  });
  socket.on('error', () => undefined);
  onTestFinished(() => socket.terminate());
  return socket;
}

/** One connection that speaks the wire protocol. */
export function connectPeer(address: Address): { socket: WebSocket; peer: Peer } {
  const socket = openSocket(address);
  return { socket, peer: createPeer({ transport: createWebSocketTransport(socket), build: 'test' }) };
}

/** The page's client: it connects again when the connection is lost. */
export function connectPage(address: Address): ReconnectingClient<AnyMethods, Record<string, unknown>> {
  const client = createReconnectingClient<AnyMethods>({
    connect: async () => createWebSocketTransport(openSocket(address)),
    build: 'test',
  });
  onTestFinished(() => client.close());
  return client;
}

/** How a WebSocket ended. */
export function closing(socket: WebSocket): Promise<{ code: number; reason: string }> {
  return new Promise((resolve) => socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })));
}

export async function engineStatus(server: TestServer): Promise<{ engine: string; reason: string; clients: number }> {
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/status`, {
    headers: { Authorization: `Bearer ${server.token}` },
  });
  return (await answer.json()) as { engine: string; reason: string; clients: number };
}

/** What a method of the engine answered, typed for the test. */
export async function ask<R>(peer: Pick<Peer, 'call'>, method: string, params: unknown = {}): Promise<R> {
  return (await peer.call(method, params)) as R;
}
