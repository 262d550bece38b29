import { formatCount, formatCounted, formatPercent } from '../../../shared/format/numbers';
import type { LogShape } from '../../../shared/slices/profileSchemas';
import { plainColor } from './shapeColors';
import { ShapeFrame } from './shapeFrame';
import { worstNulls } from './shapePlots';
import { ShareBars } from './shareBars';

const shown = 7;

/** Missing values of each column of the log. */
export function NullsFrame({ nulls, rows }: { nulls: LogShape['nulls']; rows: number }) {
  const worst = worstNulls(nulls);
  const columns = formatCounted(nulls.length, 'column');
  const summary =
    worst.length === 0
      ? `No value is missing in ${columns}.`
      : `${formatCount(worst.length)} of ${columns} lack values; share of ${formatCounted(rows, 'row')}`;
  const table = {
    columns: ['column', 'missing', 'share'],
    rows: nulls.map(({ column, nulls: count, share }) => [column, count, formatPercent(share)]),
  };
  const bars = worst.slice(0, shown).map(({ column, nulls: count, share }) => ({
    name: column,
    share,
    text: formatPercent(share),
    hint: `${formatCounted(count, 'row')} without ${column}`,
  }));
  return (
    <ShapeFrame title="Missing values" summary={summary} table={table}>
      <ShareBars label="Columns that lack values, the worst first" bars={bars} color={plainColor} />
    </ShapeFrame>
  );
}
