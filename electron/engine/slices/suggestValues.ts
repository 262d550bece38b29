import { columnText, equalsText, rangeText, timeText } from '../../../shared/slices/predicateText';
import type { ColumnValues, SliceColumn } from '../../../shared/slices/sliceSchemas';
import { tableToRows } from '../../../shared/wire/columns';
import type { Cell } from '../../../shared/wire/table';
import { columnQuantiles, columnSummary, topValues } from '../sql/slices/columnValues';
import type { BoundPredicate, SessionSlices } from './sessionSlices';
import type { ScopeColumn } from './sliceScope';

const valuesListed = 20;

export interface SuggestOptions {
  /** Values that begin so, in any letter case. */
  prefix: string;
  /** Counts within this slice; null counts every row. */
  slice: string | null;
  signal?: AbortSignal;
}

/** What a column holds within a slice, with predicates to take. */
export async function suggestValues(
  slices: SessionSlices,
  column: ScopeColumn,
  options: SuggestOptions,
): Promise<ColumnValues> {
  const { prefix, signal } = options;
  const within = options.slice?.trim() ? await slices.bind(options.slice) : null;
  const read = async (build: Parameters<SessionSlices['runOn']>[1]) =>
    tableToRows(await slices.runOn(within, build, signal));
  const { kind } = column;
  const as = kind === 'number' ? 'DOUBLE' : kind === 'time' ? 'TIMESTAMP' : 'VARCHAR';
  const [summary] = await read((columns, text) => columnSummary(column, as, columns, text));
  const rows = Number(summary?.rows);
  const isRanged = kind === 'number' || kind === 'time';
  const few = Number(summary?.distinct_values) <= valuesListed * 1.5;
  const valueAs = kind === 'boolean' ? 'BOOLEAN' : as;
  const found =
    isRanged && !few && prefix === ''
      ? []
      : await read((columns, text) => topValues(column, valueAs, valuesListed + 1, prefix, columns, text));
  const listed = isRanged && found.length > valuesListed && prefix === '' ? [] : found.slice(0, valuesListed);
  return {
    column: plainColumn(column),
    rows,
    nulls: rows - Number(summary?.present),
    min: summary?.least ?? null,
    max: summary?.most ?? null,
    values: listed.map(({ value, rows: count }) => ({
      value: value ?? null,
      rows: Number(count),
      where: equalsText(column, kind, value ?? null),
    })),
    more: isRanged && listed.length === 0 ? rows > 0 : found.length > valuesListed,
    ranges: isRanged ? await rangesOf(slices, column, within, summary, signal) : [],
  };
}

/** The parts of a column that clients see. */
export function plainColumn({ table, column, text, kind, type, about }: ScopeColumn): SliceColumn {
  return { table, column, text, kind, type, about };
}

async function rangesOf(
  slices: SessionSlices,
  column: ScopeColumn,
  within: BoundPredicate | null,
  summary: Record<string, Cell> | undefined,
  signal?: AbortSignal,
): Promise<ColumnValues['ranges']> {
  const { least, most } = summary ?? {};
  if (column.kind === 'time') return timeRanges(column, least, most);
  const shares = [0.1, 0.5, 0.9];
  const table = await slices.runOn(within, (columns, text) => columnQuantiles(column, shares, columns, text), signal);
  const row = tableToRows(table)[0] ?? {};
  const [low, middle, high] = shares.map((_, i) => row[`q${i}`]);
  if (typeof low !== 'number' || typeof middle !== 'number' || typeof high !== 'number' || least === most) return [];
  const name = columnText(column);
  return [
    { label: 'lowest tenth', where: `${name} <= ${low}` },
    { label: 'up to the median', where: `${name} <= ${middle}` },
    { label: 'above the median', where: `${name} > ${middle}` },
    { label: 'highest tenth', where: `${name} >= ${high}` },
  ];
}

const day = 86_400_000;

function timeRanges(column: ScopeColumn, least: Cell | undefined, most: Cell | undefined): ColumnValues['ranges'] {
  if (typeof least !== 'number' || typeof most !== 'number') return [];
  const firstDay = Math.floor(least / day) * day;
  const lastDay = Math.floor(most / day) * day;
  if (firstDay === lastDay) {
    const noon = firstDay + day / 2;
    return [
      { label: 'before noon', where: rangeText(column, 'time', null, noon) },
      { label: 'from noon on', where: rangeText(column, 'time', noon, null) },
    ];
  }
  const middle = firstDay + Math.ceil((lastDay - firstDay) / day / 2) * day;
  return [
    { label: 'last day', where: rangeText(column, 'time', lastDay, null) },
    { label: 'last 7 days', where: rangeText(column, 'time', lastDay - 6 * day, null) },
    { label: `before ${timeText(middle)}`, where: rangeText(column, 'time', null, middle) },
    { label: `from ${timeText(middle)} on`, where: rangeText(column, 'time', middle, null) },
  ];
}
