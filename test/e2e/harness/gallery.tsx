import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { cssVariables, theme } from '../../../renderer/app/theme';
import { Chart } from '../../../renderer/charts/kit/chart';
import type { ChartSpec } from '../../../renderer/charts/kit/chartSpec';
import { useChartPanel } from '../../../renderer/charts/kit/useChartPanel';
import type { Engine } from '../../../renderer/client/engine';
import { EngineContext } from '../../../renderer/client/engineContext';
import { createQueryClient } from '../../../renderer/client/queryClient';
import { CaseContext } from '../../../renderer/state/caseContext';
import { useUndoStore } from '../../../renderer/state/undoStore';
import { Panel } from '../../../renderer/ui/panel/panel';
import { cannedCase } from './cannedCase';
import { galleryCharts } from './galleryCharts';

const params = new URLSearchParams(location.search);
const charts = galleryCharts(Number(params.get('points') ?? 2000));

/** Every chart of the kit in a panel of its own, to look at and to test; `points=100000#cloud` shows one. */
export function Gallery({ engine }: { engine: Engine }) {
  const [queries] = useState(createQueryClient);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <EngineContext value={engine}>
          <CaseContext value={cannedCase('filled')}>
            <Notifications position="bottom-right" limit={3} />
            <Shown />
          </CaseContext>
        </EngineContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** The one chart that the address names, after its #; null for all of them. */
function useOnly(): string | null {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const read = () => setHash(location.hash);
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return hash.length > 1 ? hash.slice(1) : null;
}

function Shown() {
  const [shown, setShown] = useState(true);
  const [message, setMessage] = useState('');
  const only = useOnly();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another chart has nothing selected yet.
  useEffect(() => setMessage(''), [only]);
  const names = Object.keys(charts).filter((name) => !only || name === only);
  return (
    <main style={{ height: '100vh', overflow: 'auto' }}>
      <h1 style={{ margin: 0, fontSize: 13 }}>
        Gallery{' '}
        <button type="button" onClick={() => void useUndoStore.getState().undo()}>
          undo
        </button>{' '}
        <button type="button" onClick={() => setShown(!shown)}>
          {shown ? 'unmount' : 'mount'}
        </button>
      </h1>
      <output aria-label="Selection">{message}</output>
      {shown && (
        <div style={{ display: 'grid', gridTemplateColumns: only ? '1fr' : 'repeat(3, minmax(0, 1fr))', gap: 8 }}>
          {names.map((name) => (
            <div key={`${name} ${only}`} style={{ height: only ? 600 : 240, border: '1px solid var(--line)' }}>
              <ChartPanel name={name} spec={charts[name]!} say={setMessage} />
            </div>
          ))}
        </div>
      )}
    </main>
  );
}

function ChartPanel({ name, spec, say }: { name: string; spec: ChartSpec; say: (message: string) => void }) {
  const { actions, chart } = useChartPanel(spec, name);
  return (
    <Panel title={name} summary={spec.title} flush actions={actions}>
      <Chart
        spec={spec}
        {...chart}
        onSelect={(rows) => say(rows ? `${rows.length} rows, first ${rows[0]}` : 'no rows')}
        onStretch={(stretch) =>
          say(stretch ? stretch.map((end) => new Date(end).toISOString()).join(' ') : 'no stretch')
        }
      />
    </Panel>
  );
}
