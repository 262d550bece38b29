import { formatCount, formatCounted, formatPercent } from '../../../shared/format/numbers';
import type { ShownQuery } from '../../../shared/schemas/common';
import type { LogShape } from '../../../shared/slices/profileSchemas';
import { plainColor } from './shapeColors';
import { ShapeFrame } from './shapeFrame';
import { worstNulls } from './shapePlots';
import { ShareBars } from './shareBars';
import { sharePicture } from './sharePicture';

const shown = 7;

interface NullsFrameProps {
  nulls: LogShape['nulls'];
  rows: number;
  queries: readonly ShownQuery[];
}

/** Missing values of each column of the log. */
export function NullsFrame({ nulls, rows, queries }: NullsFrameProps) {
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
    <ShapeFrame
      title="Missing values"
      summary={summary}
      table={table}
      queries={queries}
      picture={() => sharePicture(bars)}
    >
      <ShareBars label="Columns that lack values, the worst first" bars={bars} color={plainColor} />
    </ShapeFrame>
  );
}
