import { IconClipboard, IconDownload } from '@tabler/icons-react';
import { useCaseInfo } from '../../state/caseContext';
import { useExportAction } from '../../state/exportAction';
import { copyText } from '../../ui/clipboard';
import { downloadText, fileName } from '../../ui/download';
import { toCsv, toTsv } from '../../ui/grid/textTable';
import { Panel } from '../../ui/panel/panel';
import { MatrixTable } from './matrixTable';
import { matrixTexts } from './matrixTexts';
import type { Comparison } from './useComparison';

/** Metrics over contestants, with the differences from the baseline. */
export function MatrixPanel({ comparison }: { comparison: Comparison }) {
  const info = useCaseInfo();
  const { pending, inferenceError, result, contestants } = comparison;
  const texts = () => matrixTexts(comparison);
  const exportTexts = () =>
    downloadText(`${fileName(info.name, 'metrics', result.preset)}.csv`, toCsv(texts()), 'text/csv');
  useExportAction(exportTexts);
  const summary = inferenceError
    ? `Means only: ${inferenceError.message}`
    : pending
      ? 'Means are there; intervals and tests are being computed'
      : `Mean of each contestant, difference from ${contestants[0]}, 95% interval, p corrected by Holm`;
  return (
    <Panel
      title="Metrics"
      summary={summary}
      flush
      actions={[
        {
          label: 'Copy as TSV',
          icon: <IconClipboard size={14} />,
          run: () => void copyText(toTsv(texts()), 'the metrics'),
        },
        {
          label: 'Export CSV',
          icon: <IconDownload size={14} />,
          run: exportTexts,
        },
      ]}
    >
      <MatrixTable comparison={comparison} />
    </Panel>
  );
}
