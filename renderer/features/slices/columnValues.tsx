import { formatCount, formatCounted, formatTime, missing } from '../../../shared/format/numbers';
import type { SliceColumn } from '../../../shared/slices/sliceSchemas';
import { useEngineQuery } from '../../client/useEngineQuery';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import classes from './slices.module.css';

interface ColumnValuesProps {
  session: string;
  column: SliceColumn;
  slice: string | null;
  choose: (where: string) => void;
}

/** What a column holds within the slice: each value with its rows, ready to be taken as a filter. */
export function ColumnValues({ session, column, slice, choose }: ColumnValuesProps) {
  const { table, column: name, kind } = column;
  const query = useEngineQuery('slice.suggest', { session, table, column: name, slice });
  return (
    <QueryBody query={query} skeleton={<SkeletonRows rows={5} columns={2} />}>
      {({ values, ranges, rows, nulls, more }) => (
        <>
          <ul className={classes.values} aria-label={`Values of ${column.text}`}>
            {values.map(({ value, rows: own, where }) => (
              <li key={where}>
                <button type="button" className={classes.value} onClick={() => choose(where)} title={where}>
                  <span className={classes.valueBar} style={{ width: `${(100 * own) / Math.max(1, rows)}%` }} />
                  <span className={classes.valueText}>{valueText(value, kind)}</span>
                  <span className="num faint">{formatCount(own)}</span>
                </button>
              </li>
            ))}
            {ranges.map(({ label, where }) => (
              <li key={where}>
                <button type="button" className={classes.value} onClick={() => choose(where)} title={where}>
                  <span className={classes.valueText}>{label}</span>
                </button>
              </li>
            ))}
          </ul>
          <p className={classes.note}>
            {formatCounted(rows, 'row')}
            {nulls > 0 && `, ${formatCount(nulls)} without a value`}
            {more && '; more values than listed: type a predicate below'}
          </p>
        </>
      )}
    </QueryBody>
  );
}

function valueText(value: string | number | boolean | null, kind: SliceColumn['kind']): string {
  if (value === null) return missing;
  return kind === 'time' && typeof value === 'number' ? formatTime(value) : String(value);
}
