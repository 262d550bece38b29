import { type ReactNode, useState } from 'react';
import { formatCount } from '../../../shared/format/numbers';
import { SmallTable } from '../../ui/smallTable';
import type { PlotTable } from './plotTypes';
import classes from './shape.module.css';

interface ShapeFrameProps {
  title: string;
  /** The plot in one line. */
  summary?: string;
  /** Why there is no plot; null when there is one. */
  reason?: string | null;
  table?: PlotTable;
  children?: ReactNode;
}

/** One small plot with its title, a line of words, and its numbers as a table. */
export function ShapeFrame({ title, summary, reason = null, table, children }: ShapeFrameProps) {
  const [isTable, setTable] = useState(false);
  return (
    <section className={classes.frame} aria-label={title}>
      <header className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        {reason === null && table && (
          <button
            type="button"
            className={`plain-button ${classes.toggle}`}
            aria-label={`${title}: ${isTable ? 'show the plot' : 'show as a table'}`}
            onClick={() => setTable(!isTable)}
          >
            {isTable ? 'plot' : 'table'}
          </button>
        )}
      </header>
      {reason !== null ? <p className={classes.reason}>{`Not shown: ${reason}.`}</p> : null}
      {reason === null && summary !== undefined && <p className={classes.summary}>{summary}</p>}
      {reason === null && (isTable && table ? <Numbers title={title} table={table} /> : children)}
    </section>
  );
}

function Numbers({ title, table }: { title: string; table: PlotTable }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard.
    <section className={classes.numbers} tabIndex={0} aria-label={`Numbers of ${title}`}>
      <SmallTable
        label={title}
        rows={table.rows}
        rowKey={(row) => String(row[0])}
        columns={table.columns.map((name, at) => ({
          title: name,
          align: at > 0 ? ('right' as const) : undefined,
          cell: (row: PlotTable['rows'][number]) => {
            const value = row[at];
            return typeof value === 'number' ? formatCount(value) : value;
          },
        }))}
      />
    </section>
  );
}
