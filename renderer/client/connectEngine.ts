import type { Contract, Events } from '../../shared/contract';
import { createReconnectingClient } from '../../shared/wire/reconnect';
import type { Transport } from '../../shared/wire/transport';
import { useEngineStore } from '../state/engineStore';
import { useProblemStore } from '../state/problemStore';
import { createElectronConnect, desktopBridge } from './connectElectron';
import { connectServer } from './connectServer';
import type { Engine } from './engine';
import { takeToken } from './token';

/** The engine of the host that this page came from: Electron's by its preload script, else the server's. */
export function connectEngine(): Engine {
  const bridge = desktopBridge();
  const token = bridge ? null : takeToken(window);
  const connect: () => Promise<Transport> = bridge
    ? createElectronConnect(bridge)
    : () => connectServer(location, token);
  return createReconnectingClient<Contract, Events>({
    connect,
    build: 'page',
    onState: (connection) => useEngineStore.setState({ connection }),
    onFault: (thrown) => useProblemStore.getState().report(thrown, 'Listening to the engine'),
  });
}
