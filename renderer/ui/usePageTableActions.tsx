import { IconClipboard, IconDownload } from '@tabler/icons-react';
import { useExportFile } from '../client/useExportFile';
import { copyText } from './clipboard';
import { downloadText, fileName } from './download';
import { toCsv, toTsv } from './grid/textTable';
import { type PageTable, pageTableColumns, pageTableTexts } from './pageTable';
import type { PanelAction } from './panel/panelMenu';

interface PageTableActions {
  /** Made when an action runs; null while there is nothing to give. */
  table: (() => PageTable) | null;
  /** Of files, without an ending. */
  name: string;
  /** What is copied, in words. */
  what: string;
}

/** What a panel's menu does with a table that the page has. Parquet is written by the engine. */
export function usePageTableActions({ table, name, what }: PageTableActions): PanelAction[] {
  const exportFile = useExportFile();
  if (table === null) return [];
  const texts = () => pageTableTexts(table());
  const csv = () => downloadText(`${fileName(name)}.csv`, toCsv(texts()), 'text/csv');
  const parquet = () =>
    void exportFile(
      { source: { values: pageTableColumns(table()), name: name.slice(0, 120) }, format: 'parquet' },
      name,
    );
  const icon = <IconDownload size={14} />;
  return [
    { label: 'Copy as TSV', icon: <IconClipboard size={14} />, run: () => void copyText(toTsv(texts()), what) },
    { label: 'Export CSV', icon, run: csv },
    { label: 'Export Parquet', icon, run: parquet },
  ];
}
