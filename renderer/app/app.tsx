import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '../styles/tokens.css';
import '../styles/base.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Engine } from '../client/engine';
import { EngineContext } from '../client/engineContext';
import { followDesktop } from '../client/followDesktop';
import { followEngine } from '../client/followEngine';
import { openFirstCase } from '../client/openCase';
import { createQueryClient } from '../client/queryClient';
import { useEngineStore } from '../state/engineStore';
import { useProblemStore } from '../state/problemStore';
import { followAddress } from '../state/routeStore';
import { runPageCommand } from './pageCommands';
import { cssVariables, theme } from './theme';
import { Workbench } from './workbench';

/** The whole window for one engine. */
export function App({ engine }: { engine: Engine }) {
  const [queries] = useState(createQueryClient);
  const report = useProblemStore((state) => state.report);
  useEffect(followAddress, []);
  useEffect(() => followEngine(engine, queries), [engine, queries]);
  useEffect(() => followDesktop(engine, runPageCommand), [engine]);
  useEffect(() => {
    openFirstCase(engine).catch((error) => {
      // Without a connection the window says so itself.
      if (useEngineStore.getState().connection.status !== 'lost') report(error, 'Opening the first case');
    });
  }, [engine, report]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <EngineContext value={engine}>
          <Notifications position="bottom-right" limit={3} autoClose={6000} />
          <Workbench />
        </EngineContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}
