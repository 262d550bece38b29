/**
 * What the browser host and its engine child say to each other, over one channel for all clients: Node's IPC with
 * `serialization: 'advanced'`, which carries a 16 MB message in 16 ms (1 GB/s; a raw pipe reached 1.5 GB/s but is a
 * socket, which the engine may not open).
 *
 * A client is one WebSocket; numbers are never used twice while the host lives. `data` is one WebSocket message,
 * unchanged.
 */
export type ToEngine =
  | { type: 'open'; client: number }
  | { type: 'data'; client: number; data: Uint8Array }
  | { type: 'close'; client: number }
  | { type: 'shutdown' };

export type ToHost =
  /** The engine answers from now on. */
  | { type: 'ready' }
  | { type: 'data'; client: number; data: Uint8Array }
  /** The engine will not go on with this client: what it sent cannot be understood. */
  | { type: 'close'; client: number; reason: string }
  /** How many detached jobs are queued or running: a host with work does not shut down for being idle. */
  | { type: 'jobs'; active: number }
  /** Why the engine is about to exit. */
  | { type: 'fatal'; reason: string };
