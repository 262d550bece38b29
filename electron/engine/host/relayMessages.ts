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
  /** Makes a token known that stands for a file which a page uploaded. */
  | { type: 'grant'; token: string; path: string }
  /** Asks for an exported file by its one-time token; answered by `taken`. */
  | { type: 'take'; id: number; token: string }
  | { type: 'shutdown' };

/** An exported file that now belongs to the host, which gives it away and removes it. */
export interface TakenFile {
  path: string;
  name: string;
  bytes: number;
}

export type ToHost =
  /** The engine answers from now on. */
  | { type: 'ready' }
  | { type: 'data'; client: number; data: Uint8Array }
  /** The engine will not go on with this client: what it sent cannot be understood. */
  | { type: 'close'; client: number; reason: string }
  /** `file` is null when the token is used up or never was one. */
  | { type: 'taken'; id: number; file: TakenFile | null }
  /** A case was closed by everybody; `file` is what was opened, as a real path. */
  | { type: 'closed'; file: string }
  /** How many detached jobs are queued or running: a host with work does not shut down for being idle. */
  | { type: 'jobs'; active: number }
  /** Why the engine is about to exit. */
  | { type: 'fatal'; reason: string };
