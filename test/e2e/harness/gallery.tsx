import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { cssVariables, theme } from '../../../renderer/app/theme';
import { Chart } from '../../../renderer/charts/kit/chart';
import type { ChartSpec } from '../../../renderer/charts/kit/chartSpec';
import { useChartPanel } from '../../../renderer/charts/kit/useChartPanel';
import type { Engine } from '../../../renderer/client/engine';
import { EngineContext } from '../../../renderer/client/engineContext';
import { createQueryClient } from '../../../renderer/client/queryClient';
import { CaseContext } from '../../../renderer/state/caseContext';
import { Panel } from '../../../renderer/ui/panel/panel';
import { cannedCase } from './cannedCase';
import { galleryCharts } from './galleryCharts';

const params = new URLSearchParams(location.search);
const charts = galleryCharts(Number(params.get('points') ?? 2000));
const only = params.get('only');

/** Every chart of the kit in a panel of its own, to look at and to test; `only=cloud&points=100000` shows one. */
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

function Shown() {
  const [shown, setShown] = useState(true);
  const [message, setMessage] = useState('');
  const names = Object.keys(charts).filter((name) => !only || name === only);
  return (
    <main style={{ height: '100vh', overflow: 'auto' }}>
      <h1 style={{ margin: 0, fontSize: 13 }}>
        Gallery{' '}
        <button type="button" onClick={() => setShown(!shown)}>
          {shown ? 'unmount' : 'mount'}
        </button>
      </h1>
      <output aria-label="Selection">{message}</output>
      {shown && (
        <div style={{ display: 'grid', gridTemplateColumns: only ? '1fr' : 'repeat(3, minmax(0, 1fr))', gap: 8 }}>
          {names.map((name) => (
            <div key={name} style={{ height: only ? 600 : 240, border: '1px solid var(--line)' }}>
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
