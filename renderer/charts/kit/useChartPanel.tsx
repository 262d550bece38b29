import { notifications } from '@mantine/notifications';
import { IconChartBar, IconClipboard, IconDownload, IconPhoto, IconTable } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { wireErrorOf } from '../../state/wireErrorOf';
import { copyPicture, copyText } from '../../ui/clipboard';
import { downloadBlob, downloadText } from '../../ui/download';
import { toCsv, toTsv } from '../../ui/grid/textTable';
import type { PanelAction } from '../../ui/panel/panelMenu';
import { type ChartSpec, isEmptyChart } from './chartSpec';
import type { ChartSurface } from './chartSurface';
import { chartTableTexts } from './chartTable';

/** What a panel's menu does with its chart, and the props that the chart takes for it. Spec null: nothing is drawn. `name` is that of files, without an ending. */
export function useChartPanel(spec: ChartSpec | null, name: string) {
  const [asTable, setTable] = useState(false);
  const surface = useRef<ChartSurface | null>(null);
  const drawn = spec !== null && !isEmptyChart(spec);
  const actions = drawn ? chartActions(spec, name, surface, asTable, () => setTable(!asTable)) : [];
  return { actions, chart: { asTable, surface } };
}

function chartActions(
  { table }: ChartSpec,
  name: string,
  surface: { current: ChartSurface | null },
  asTable: boolean,
  toggle: () => void,
): PanelAction[] {
  const texts = () => chartTableTexts(table);
  const save = (format: 'png' | 'svg') => async () => downloadBlob(`${name}.${format}`, await picture(surface, format));
  const icon = <IconDownload size={14} />;
  const actions: (PanelAction | false)[] = [
    asTable
      ? { label: 'Show as a chart', icon: <IconChartBar size={14} />, run: toggle }
      : { label: 'Show as a table', icon: <IconTable size={14} />, run: toggle },
    {
      label: 'Copy as TSV',
      icon: <IconClipboard size={14} />,
      run: () => void copyText(toTsv(texts()), 'the numbers of the chart'),
    },
    !asTable && {
      label: 'Copy picture',
      icon: <IconPhoto size={14} />,
      run: () => void copyPicture(() => picture(surface, 'png')),
    },
    !asTable && { label: 'Export PNG', icon, run: () => void guarded(save('png')) },
    !asTable && { label: 'Export SVG', icon, run: () => void guarded(save('svg')) },
    { label: 'Export CSV', icon, run: () => downloadText(`${name}.csv`, toCsv(texts()), 'text/csv') },
  ];
  return actions.filter((action) => action !== false);
}

async function picture(surface: { current: ChartSurface | null }, format: 'png' | 'svg'): Promise<Blob> {
  if (!surface.current) throw new Error('The chart is not drawn yet.');
  return surface.current.toPicture(format);
}

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    notifications.show({ color: 'red', title: 'Not exported', message: wireErrorOf(error).message });
  }
}
