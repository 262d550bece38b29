import type { IncomingMessage } from 'node:http';
import { sameToken } from './token';

/** Why a request is turned away: an HTTP status and one sentence for the person who made it. */
export interface Refusal {
  status: 400 | 401 | 403 | 404 | 405 | 413 | 503 | 507;
  sentence: string;
  /** The methods that would have been allowed, for status 405. */
  allow?: string;
}

/** The names under which this server may be addressed, as in a Host header, and its secret. */
export interface GateSettings {
  hosts: ReadonlySet<string>;
  token: string;
}

export const webSocketPath = '/ws';
export const webSocketProtocol = 'rankscope.1';

/**
 * Refuses a request of any kind that another website could have caused: one with a foreign Host (DNS rebinding) or a
 * foreign Origin. Null means it may go on.
 */
export function refuseForeign(request: IncomingMessage, { hosts }: GateSettings): Refusal | null {
  const given = request.headersDistinct.host ?? [];
  const host = given[0]?.toLowerCase() ?? '';
  if (given.length !== 1 || !hosts.has(host)) {
    const names = [...hosts].join(' or ');
    return {
      status: 403,
      sentence: `This server answers only to ${names}. Start it with --allow-host to add a forwarded address.`,
    };
  }
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== `http://${host}`) {
    return { status: 403, sentence: 'Requests from other websites are refused.' };
  }
  return null;
}

/** Refuses a request that does not carry the token as `Authorization: Bearer <token>`. Null means it may go on. */
export function refuseWithoutBearer(request: IncomingMessage, { token }: GateSettings): Refusal | null {
  const match = /^Bearer +([A-Za-z0-9_-]+)$/i.exec(request.headers.authorization ?? '');
  return tokenRefusal(match?.[1], token);
}

/**
 * Refuses a WebSocket that does not come from our own page: wrong path, method, protocol or token. Browsers cannot set
 * a header on a WebSocket, so the token stands in the list of subprotocols: `rankscope.1, t.<token>`.
 */
export function refuseUpgrade(request: IncomingMessage, settings: GateSettings): Refusal | null {
  const foreign = refuseForeign(request, settings);
  if (foreign) return foreign;
  if (request.method !== 'GET') return { status: 405, sentence: 'A WebSocket is opened with GET.', allow: 'GET' };
  if (request.url !== webSocketPath)
    return { status: 404, sentence: `WebSockets are served at ${webSocketPath} only.` };
  if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
    return { status: 400, sentence: 'Only WebSocket upgrades are served.' };
  }
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((each) => each.trim());
  const secret = offered.find((each) => each.startsWith('t.'))?.slice(2);
  const refusal = tokenRefusal(secret, settings.token);
  if (refusal) return refusal;
  if (!offered.includes(webSocketProtocol)) {
    return {
      status: 400,
      sentence: `This server speaks ${webSocketProtocol}; the page is of another version. Reload it.`,
    };
  }
  return null;
}

function tokenRefusal(candidate: string | undefined, token: string): Refusal | null {
  if (candidate === undefined || candidate === '') {
    return { status: 401, sentence: 'The token is missing. Open the address that the server printed when it started.' };
  }
  if (!sameToken(candidate, token)) {
    return { status: 401, sentence: 'The token is wrong. Open the address that the server printed when it started.' };
  }
  return null;
}
