import type { Contract } from '../../../shared/contract';
import type { ChartSpec } from '../../charts/kit/chartSpec';
import { histogramChart } from '../../charts/kit/histogramChart';
import type { PageTable } from '../../ui/pageTable';

/**
 * Histogram and density of the differences per request. The table behind it holds, after the bins, the exact zeros and
 * the requests without a value, which are not drawn.
 */
export function distributionChart(
  { edges, counts, zeros, nulls, wins, losses }: Contract['compare.distribution']['result'],
  title: string,
  decimals: number,
): ChartSpec {
  const spec = histogramChart({
    title: `Histogram of ${title}`,
    edges,
    counts,
    xTitle: title,
    thing: 'request',
    decimals,
    color: null,
    withDensity: wins + losses > 0,
  });
  return { ...spec, table: withRest(spec.table, zeros, nulls) };
}

function withRest(table: PageTable, zeros: number, nulls: number): PageTable {
  const rest = [
    ['exact zeros', 0, 0, zeros],
    ['no value', null, null, nulls],
  ] as const;
  return {
    columns: [{ name: 'part', type: 'text' }, ...table.columns],
    rows: table.rows + rest.length,
    value: (row, column) => {
      const beyond = rest[row - table.rows];
      if (beyond) return beyond[column] ?? null;
      return column === 0 ? 'bin' : table.value(row, column - 1);
    },
  };
}
