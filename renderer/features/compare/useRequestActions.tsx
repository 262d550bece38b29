import { IconClipboard, IconDownload } from '@tabler/icons-react';
import { useExportFile } from '../../client/useExportFile';
import { useCaseInfo } from '../../state/caseContext';
import { useContest } from '../../state/useContest';
import type { PanelAction } from '../../ui/panel/panelMenu';
import { copyRequests } from './requestExport';
import type { RequestOrder, RequestRows } from './useRequestRows';

interface RequestActions {
  requests: RequestRows;
  metric: string;
  baseline: string;
  model: string;
  order: RequestOrder;
}

/** What the menu of the list of requests does. Files hold the whole list and are written by the engine. */
export function useRequestActions({ requests, metric, baseline, model, order }: RequestActions): PanelAction[] {
  const info = useCaseInfo();
  const { preset, slice } = useContest(info);
  const exportFile = useExportFile();
  const source = { requests: { slice, preset, metric, baseline, model, order } };
  const write = (format: 'csv' | 'parquet') => () =>
    void exportFile({ source, format }, `${metric}-${baseline}-${model}`);
  const icon = <IconDownload size={14} />;
  return [
    {
      label: 'Copy as TSV',
      icon: <IconClipboard size={14} />,
      run: () => void copyRequests(requests, model, baseline),
    },
    { label: 'Export CSV', icon, run: write('csv') },
    { label: 'Export Parquet', icon, run: write('parquet') },
  ];
}
