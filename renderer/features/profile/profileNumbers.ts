import type { ColumnProfile } from '../../../shared/slices/profileSchemas';
import { type PageTable, pageTable } from '../../ui/pageTable';

/** What is known of a column as a table: counts and bounds, quantiles, bins, frequent values. Times are milliseconds. */
export function profileNumbers(profile: ColumnProfile): PageTable {
  const { quantiles, histogram, top } = profile;
  const plain = (
    ['rows', 'nulls', 'distinct', 'min', 'max', 'mean', 'nan', 'infinite', 'negativeInfinite'] as const
  ).map((name) => [name, ...cells(profile[name]), null, null]);
  const bins = (histogram?.counts ?? []).map((count, at) => [
    ...['bin', count, null, histogram?.edges[at] ?? null, histogram?.edges[at + 1] ?? null],
  ]);
  return pageTable(
    [
      { name: 'what', type: 'text' },
      { name: 'number', type: 'number' },
      { name: 'text', type: 'text' },
      { name: 'from', type: 'number' },
      { name: 'to', type: 'number' },
    ],
    [
      ...plain,
      ...quantiles.map(({ share, value }) => [`quantile ${share}`, value, null, null, null]),
      ...bins,
      ...top.map(({ value, rows }) => ['rows of the value', rows, value === null ? null : String(value), null, null]),
    ],
  );
}

function cells(value: string | number | null): [number | null, string | null] {
  return typeof value === 'string' ? [null, value] : [value, null];
}
