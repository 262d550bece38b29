import { bridgeName, type DesktopBridge, enginePortMessage } from '../../shared/host/desktopBridge';
import { RankscopeError } from '../../shared/wire/errors';
import { createMessagePortTransport } from '../../shared/wire/messagePortTransport';
import type { Transport } from '../../shared/wire/transport';

const patienceMs = 15_000;

/**
 * Makes connections to the desktop's engine. One that the host gave up on is refused with the reason, which ends the
 * attempts; the next attempt is a person's, and starts it again.
 */
export function createElectronConnect(bridge: DesktopBridge): () => Promise<Transport> {
  let givenUp = false;
  return async () => {
    const again = givenUp;
    givenUp = false;
    try {
      return await connectOnce(bridge, again);
    } catch (error) {
      givenUp = error instanceof RankscopeError && error.code === 'refused';
      throw error;
    }
  };
}

/** Asks the preload script for a port and waits for it. */
function connectOnce(bridge: DesktopBridge, again: boolean): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => settle(() => reject(error));
    const timer = setTimeout(() => fail(tooLate()), patienceMs);
    const receive = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data?.type !== enginePortMessage || !port) return;
      settle(() => resolve(createMessagePortTransport(port as Parameters<typeof createMessagePortTransport>[0])));
    };
    let isAnswered = false;
    const stopStates = bridge.onEngineState(({ state, reason }) => {
      if (isAnswered && state === 'failed') fail(failed(reason));
    });
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      window.removeEventListener('message', receive);
      stopStates();
      finish();
    };
    window.addEventListener('message', receive);
    bridge.connect(again).then(({ state, reason }) => {
      isAnswered = true;
      if (state === 'failed') fail(failed(reason));
    }, fail);
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

function failed(reason: string | null): RankscopeError {
  return new RankscopeError({
    code: 'refused',
    message: `The engine ended too often and is not started again. ${reason ?? ''}`.trim(),
    hint: 'Try again starts it once more; Help › Copy Diagnostics has the facts for a report.',
  });
}
