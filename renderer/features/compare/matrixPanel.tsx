import { Button } from '@mantine/core';
import { useCaseInfo } from '../../state/caseContext';
import { useExportAction } from '../../state/exportAction';
import { downloadText, fileName } from '../../ui/download';
import { toCsv } from '../../ui/grid/textTable';
import { pageTableTexts } from '../../ui/pageTable';
import { Panel } from '../../ui/panel/panel';
import { usePageTableActions } from '../../ui/usePageTableActions';
import { matrixNumbers } from './matrixNumbers';
import { MatrixTable } from './matrixTable';
import type { Comparison } from './useComparison';
import { useMetricQueries } from './useMetricQueries';

/** Metrics over contestants, with the differences from the baseline. */
export function MatrixPanel({ comparison }: { comparison: Comparison }) {
  const info = useCaseInfo();
  const { pending, inferenceError, result, contestants, metric } = comparison;
  const name = fileName(info.name, 'metrics', result.preset);
  const table = () => matrixNumbers(comparison);
  useExportAction(() => downloadText(`${name}.csv`, toCsv(pageTableTexts(table())), 'text/csv'));
  const actions = usePageTableActions({ table, name: `metrics-${result.preset}`, what: 'the metrics' });
  const queries = useMetricQueries({
    metric: metric?.id ?? '',
    contestants,
    perRequest: false,
    note: 'Each mean is a query of its own; these give the chosen metric. The engine computes the same from typed arrays, and intervals, p and verdicts from the values of single requests.',
  });
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
      actions={actions}
      queries={metric ? queries : undefined}
      controls={
        inferenceError && (
          <Button variant="default" size="compact-xs" onClick={comparison.retryInference}>
            Try again
          </Button>
        )
      }
    >
      <MatrixTable comparison={comparison} />
    </Panel>
  );
}
