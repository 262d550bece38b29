import { headerBytes } from './binaryMessage';
import { createInbox, type Inbox } from './inbox';
import type { Transport } from './transport';

const decoder = new TextDecoder();

/** Two ends in one process. The header goes through JSON, so that both sides see what they would see on a socket. */
export function createMemoryTransportPair(): [Transport, Transport] {
  const left = createInbox();
  const right = createInbox();
  return [createEnd(left, right), createEnd(right, left)];
}

function createEnd(own: Inbox, other: Inbox): Transport {
  return {
    send(message) {
      const header = headerBytes(message);
      if (own.isClosed) return;
      queueMicrotask(() => other.deliver({ header: JSON.parse(decoder.decode(header)), buffers: message.buffers }));
    },
    onMessage: own.onMessage,
    onClose: own.onClose,
    close() {
      own.finish();
      queueMicrotask(() => other.finish());
    },
  };
}
