import { IconChartBar, IconTable } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { PanelAction } from '../../ui/panel/panelMenu';
import { pictureActions } from '../../ui/pictureActions';
import { usePageTableActions } from '../../ui/usePageTableActions';
import { type ChartSpec, isEmptyChart } from './chartSpec';
import type { ChartSurface } from './chartSurface';

/** What a panel's menu does with its chart, and the props that the chart takes for it. Spec null: nothing is drawn. `name` is that of files, without an ending. */
export function useChartPanel(spec: ChartSpec | null, name: string) {
  const [asTable, setTable] = useState(false);
  const surface = useRef<ChartSurface | null>(null);
  const drawn = spec !== null && !isEmptyChart(spec);
  const numbers = usePageTableActions({
    table: drawn ? () => spec.table : null,
    name,
    what: 'the numbers of the chart',
  });
  const toggle: PanelAction = asTable
    ? { label: 'Show as a chart', icon: <IconChartBar size={14} />, run: () => setTable(false) }
    : { label: 'Show as a table', icon: <IconTable size={14} />, run: () => setTable(true) };
  const pictures = asTable ? [] : pictureActions((format) => picture(surface, format), name);
  return { actions: drawn ? [toggle, ...pictures, ...numbers] : [], chart: { asTable, surface } };
}

async function picture(surface: { current: ChartSurface | null }, format: 'png' | 'svg'): Promise<Blob> {
  if (!surface.current) throw new Error('The chart is not drawn yet.');
  return surface.current.toPicture(format);
}
