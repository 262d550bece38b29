import type { RankscopeError } from './errors';
import type { Frame } from './frames';

export interface OutgoingMessage {
  header: Frame;
  /** Exact size, in the order of the header's `b`. They belong to the transport once sent. */
  buffers: ArrayBuffer[];
}

export interface IncomingMessage {
  /** Not checked yet: `parseFrame` does that. */
  header: unknown;
  buffers: ArrayBuffer[];
}

/** A connection that keeps the order of messages and delivers each once, or closes. */
export interface Transport {
  /**
   * Sends, or drops once the connection is closed.
   * @throws RankscopeError `too_large` for a message over the limit; nothing is sent then.
   */
  send(message: OutgoingMessage): void;
  /** Sets the one listener. Messages that came before are delivered at once. */
  onMessage(listener: (message: IncomingMessage) => void): void;
  /**
   * Sets the one listener, called exactly once whichever side closed, also where that was before.
   * `reason` is there when the connection failed or was not understood.
   */
  onClose(listener: (reason?: RankscopeError) => void): void;
  close(): void;
}
