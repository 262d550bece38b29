import { useMemo, useState } from 'react';
import { formatCount, formatCounted } from '../../../shared/format/numbers';
import { sliceTable } from '../../../shared/wire/sliceTable';
import { DataGrid } from '../../ui/grid/dataGrid';
import type { GridRange } from '../../ui/grid/gridTypes';
import { EmptyState } from '../../ui/panel/panelState';
import { copyRows, type ReadRows } from '../data/copyRows';
import classes from './console.module.css';
import type { QueryResult } from './consoleStore';
import { resultCells, resultColumns } from './resultColumns';
import { ResultMenu } from './resultMenu';
import { mostRows } from './runQuery';

/** The rows that a query gave. */
export function ResultTable({ result }: { result: QueryResult }) {
  const { table, truncated, rows } = result;
  const [widths, setWidths] = useState<Record<string, number>>({});
  const columns = useMemo(() => resultColumns(table, widths), [table, widths]);
  const cell = useMemo(() => resultCells(table), [table]);
  const names = table.columns.map(({ name }) => name);
  const read: ReadRows = async (first, count) => sliceTable(table, first, first + count);
  const copy = ({ top, bottom, left, right }: GridRange) =>
    void copyRows(read, top, bottom - top + 1, names.slice(left, right + 1));
  return (
    <>
      <div className={classes.resultBar}>
        <span className="num">{formatCounted(rows, 'row')}</span>
        <span className="num">{formatCounted(names.length, 'column')}</span>
        <span className="num faint">{`${formatCount(Math.round(result.milliseconds))} ms`}</span>
        {truncated && <Truncated rows={rows} />}
        <ResultMenu result={result} names={names} read={read} />
      </div>
      {rows === 0 ? (
        <EmptyState title="The query ran and gave no rows." />
      ) : (
        <DataGrid
          label="Result"
          columns={columns}
          rows={rows}
          cell={cell}
          onResize={(key, width) => setWidths((before) => ({ ...before, [key]: width }))}
          onCopy={copy}
        />
      )}
    </>
  );
}

function Truncated({ rows }: { rows: number }) {
  const limit = rows >= mostRows ? `${formatCount(mostRows)} rows at most` : 'as much as one message takes';
  return (
    <span className={`warn ${classes.truncated}`} role="status">
      {`${limit}: truncated. An export of all rows has the rest.`}
    </span>
  );
}
