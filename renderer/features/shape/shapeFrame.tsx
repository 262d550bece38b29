import { IconChartBar, IconTable } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { formatCount } from '../../../shared/format/numbers';
import type { ShownQuery } from '../../../shared/schemas/common';
import { pageTable } from '../../ui/pageTable';
import { PanelMenu } from '../../ui/panel/panelMenu';
import { pictureActions } from '../../ui/pictureActions';
import { SmallTable } from '../../ui/smallTable';
import { svgPicture, svgText } from '../../ui/svgPicture';
import { usePageTableActions } from '../../ui/usePageTableActions';
import type { PlotTable } from './plotTypes';
import classes from './shape.module.css';

interface ShapeFrameProps {
  title: string;
  /** The plot in one line. */
  summary?: string;
  /** Why there is no plot; null when there is one. */
  reason?: string | null;
  table?: PlotTable;
  queries?: readonly ShownQuery[];
  /** The plot as SVG text where it is no SVG on the page. */
  picture?: () => string;
  children?: ReactNode;
}

const note =
  'The engine reads these once for every request and counts what the slice selects in memory; one plot may need several.';

/** One small plot with its title, a line of words, its numbers as a table, and a menu. */
export function ShapeFrame({ title, summary, reason = null, ...content }: ShapeFrameProps) {
  const { table, queries = [], picture, children } = content;
  const [isTable, setTable] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const actions = useFrameActions({ title, table: reason === null ? table : undefined, isTable, setTable });
  const make = async (format: 'png' | 'svg') => svgPicture(picture?.() ?? svgText(svgIn(frame.current)), format);
  const pictures = reason !== null || isTable ? [] : pictureActions(make, title);
  return (
    <section className={classes.frame} aria-label={title} ref={frame}>
      <header className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        {actions.length > 0 && (
          <PanelMenu
            title={title}
            actions={[...actions.slice(0, 1), ...pictures, ...actions.slice(1)]}
            queries={queries.length > 0 ? { note, load: async () => queries } : undefined}
          />
        )}
      </header>
      {reason !== null ? <p className={classes.reason}>{`Not shown: ${reason}.`}</p> : null}
      {reason === null && summary !== undefined && <p className={classes.summary}>{summary}</p>}
      {reason === null && (isTable && table ? <Numbers title={title} table={table} /> : children)}
    </section>
  );
}

interface FrameActions {
  title: string;
  table: PlotTable | undefined;
  isTable: boolean;
  setTable: (isTable: boolean) => void;
}

function useFrameActions({ title, table, isTable, setTable }: FrameActions) {
  const numbers = usePageTableActions({
    table: table ? () => numbersOf(table) : null,
    name: title,
    what: 'the numbers of the plot',
  });
  if (!table) return [];
  const toggle = isTable
    ? { label: 'Show as a plot', icon: <IconChartBar size={14} />, run: () => setTable(false) }
    : { label: 'Show as a table', icon: <IconTable size={14} />, run: () => setTable(true) };
  return [toggle, ...numbers];
}

function numbersOf({ columns, rows }: PlotTable) {
  const isNumber = (at: number) => rows.every((row) => typeof row[at] === 'number');
  const types = columns.map((name, at) => ({ name, type: isNumber(at) ? ('number' as const) : ('text' as const) }));
  const cells = rows.map((row) => row.map((cell, at) => (types[at]?.type === 'text' ? String(cell) : cell)));
  return pageTable(types, cells);
}

function svgIn(frame: HTMLElement | null): SVGSVGElement {
  const svg = frame?.querySelector<SVGSVGElement>('svg[role="img"]');
  if (!svg) throw new Error('The plot is not drawn yet.');
  return svg;
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
