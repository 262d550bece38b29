import type { TableInfo } from '../../../shared/schemas/data';
import type { GridColumn } from '../../ui/grid/gridTypes';

/** What a person changed about a table's columns. */
export interface ColumnLayout {
  hidden: string[];
  widths: Record<string, number>;
}

const internal = ['row_id', 'request_index', 'item_key'];

/** The layout before anybody changed it: keys that only queries need are hidden, unless there is nothing else. */
export function firstLayout(table: TableInfo): ColumnLayout {
  const hidden = table.columns.map(({ name }) => name).filter((name) => internal.includes(name));
  return { hidden: hidden.length < table.columns.length ? hidden : [], widths: {} };
}

const numeric = /^(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|U[A-Z]+INT|FLOAT|REAL|DOUBLE|DECIMAL)/i;
const temporal = /^(TIMESTAMP|DATE|TIME)/i;

/** Columns of the grid for a session table. Numbers right, ids and times in mono, widths by type and name. */
export function gridColumns(table: TableInfo, layout: ColumnLayout): GridColumn[] {
  return table.columns
    .filter(({ name }) => !layout.hidden.includes(name))
    .map(({ name, type, note }) => {
      const isNumber = numeric.test(type);
      return {
        key: name,
        title: name,
        width: layout.widths[name] ?? defaultWidth(name, type),
        align: isNumber ? 'right' : 'left',
        mono: temporal.test(type) || name.endsWith('_id') || name === 'id' || isNumber,
        hint: note ? `${name} · ${type} · ${note}` : `${name} · ${type}`,
        sortable: true,
      };
    });
}

function defaultWidth(name: string, type: string): number {
  const forName = Math.min(220, name.length * 7.2 + 36);
  const forType = temporal.test(type) ? 188 : numeric.test(type) ? 96 : type.toUpperCase() === 'BOOLEAN' ? 72 : 140;
  return Math.round(Math.max(forName, forType));
}
