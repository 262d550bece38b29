import { bridgeName, type DesktopBridge, enginePortMessage } from '../../shared/host/desktopBridge';
import { RankscopeError } from '../../shared/wire/errors';
import { createMessagePortTransport } from '../../shared/wire/messagePortTransport';
import type { Transport } from '../../shared/wire/transport';

const patienceMs = 15_000;

/** Asks the preload script for a port and waits for it. */
export function connectElectron(bridge: DesktopBridge): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(tooLate())), patienceMs);
    const receive = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data?.type !== enginePortMessage || !port) return;
      settle(() => resolve(createMessagePortTransport(port as Parameters<typeof createMessagePortTransport>[0])));
    };
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      window.removeEventListener('message', receive);
      finish();
    };
    window.addEventListener('message', receive);
    bridge.connect().catch((error: unknown) => settle(() => reject(error)));
  });
}

/** What the preload script gives the page; undefined in a browser. */
export function desktopBridge(): DesktopBridge | undefined {
  return (window as { [bridgeName]?: DesktopBridge })[bridgeName];
}

function tooLate(): RankscopeError {
  return new RankscopeError({
    code: 'closed',
    message: 'The engine did not answer within 15 seconds.',
    hint: 'It is being started again.',
  });
}
