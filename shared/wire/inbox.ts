import type { RankscopeError } from './errors';
import type { IncomingMessage, Transport } from './transport';

/** The receiving half that all transports share: holds messages until there is a listener, and closes once. */
export interface Inbox extends Pick<Transport, 'onMessage' | 'onClose'> {
  readonly isClosed: boolean;
  deliver(message: IncomingMessage): void;
  finish(reason?: RankscopeError): void;
}

export function createInbox(): Inbox {
  const early: IncomingMessage[] = [];
  let messageListener: ((message: IncomingMessage) => void) | null = null;
  let closeListener: ((reason?: RankscopeError) => void) | null = null;
  let end: { reason?: RankscopeError } | null = null;

  return {
    get isClosed() {
      return end !== null;
    },
    deliver(message) {
      if (end !== null) return;
      if (messageListener === null) early.push(message);
      else messageListener(message);
    },
    finish(reason) {
      if (end !== null) return;
      end = { reason };
      closeListener?.(reason);
    },
    onMessage(listener) {
      messageListener = listener;
      for (const message of early.splice(0)) listener(message);
    },
    onClose(listener) {
      closeListener = listener;
      if (end !== null) listener(end.reason);
    },
  };
}
