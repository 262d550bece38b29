import { createServer, type RequestListener, type Server } from 'node:http';
import { type UploadLimits, uploadLimits } from './uploads';

/** What this server bears: times in milliseconds. */
export interface ServerLimits {
  /** A request must have said what it wants by then. */
  headersMs: number;
  /** A connection on which nothing moves for so long is ended; WebSockets have pings instead. */
  silenceMs: number;
  /** Connections at once, WebSockets among them. Further ones are closed before they are read. */
  connections: number;
  uploads: UploadLimits;
}

export const serverLimits: ServerLimits = {
  headersMs: 10_000,
  silenceMs: 60_000,
  connections: 256,
  uploads: uploadLimits,
};

/** A server within these limits. Whole requests have none: an upload of 2 GB takes as long as it takes. */
export function createLimitedServer(limits: ServerLimits, answer: RequestListener): Server {
  const { headersMs, silenceMs, connections } = limits;
  const options = {
    headersTimeout: headersMs,
    requestTimeout: 0,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: Math.ceil(headersMs / 4),
  };
  const server = createServer(options, answer);
  server.timeout = silenceMs;
  server.maxConnections = connections;
  return server;
}
