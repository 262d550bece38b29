import { formatCount, formatCounted, formatPercent } from '../../../shared/format/numbers';
import type { IntegerCounts, LogShape } from '../../../shared/slices/profileSchemas';
import type { PlotBar, PlotTable, PlotTick } from './plotTypes';
import { bucketText, timeTicks } from './timeText';

export interface PlotData {
  bars: PlotBar[];
  ticks: PlotTick[];
  table: PlotTable;
}

/** Requests of each bucket of time, one part for each version. */
export function trafficPlot({ starts, width, versions, versionKey }: LogShape['traffic']): PlotData {
  const names = versions.map(({ version }) => version ?? (versionKey ? 'no version' : 'requests'));
  const bars = starts.map((start, at) => {
    const parts = versions.map(({ counts }) => counts[at] ?? 0);
    const total = parts.reduce((sum, part) => sum + part, 0);
    const split = names.length > 1 ? `: ${shares(names, parts)}` : '';
    return {
      key: String(start),
      parts,
      label: `${bucketText(start, width)}: ${formatCounted(total, 'request')}${split}`,
    };
  });
  const rows = starts.map((start, at) => [bucketText(start, width), ...versions.map(({ counts }) => counts[at] ?? 0)]);
  return { bars, ticks: timeTicks(starts, width), table: { columns: ['from (UTC)', ...names], rows } };
}

function shares(names: readonly string[], parts: readonly number[]): string {
  return names.flatMap((name, i) => (parts[i] ? [`${name} ${formatCount(parts[i])}`] : [])).join(', ');
}

/** How many things have each whole number: `thing` of `unit`. */
export function countsPlot({ values, counts, open }: IntegerCounts, thing: string, unit: string): PlotData {
  const last = values.length - 1;
  const text = (at: number) => `${formatCount(values[at])}${open && at === last ? '+' : ''}`;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const bars = values.map((value, at) => ({
    key: String(value),
    parts: [counts[at] ?? 0],
    label: `${text(at)} ${unit}: ${formatCounted(counts[at] ?? 0, thing)} (${formatPercent(total ? counts[at]! / total : 0)})`,
  }));
  const every = Math.max(1, Math.ceil(values.length / 8));
  const ticks = values.flatMap((_, at) => (at % every === 0 ? [{ at: at + 0.5, text: text(at) }] : []));
  const rows = values.map((_, at) => [text(at), counts[at] ?? 0]);
  return { bars, ticks, table: { columns: [unit, `${thing}s`], rows } };
}

/** Distinct users of each day. */
export function usersPlot({ starts, counts }: NonNullable<LogShape['users']['days']>): PlotData {
  const day = 86_400_000;
  const bars = starts.map((start, at) => ({
    key: String(start),
    parts: [counts[at] ?? 0],
    label: `${bucketText(start, day)}: ${formatCounted(counts[at] ?? 0, 'user')}`,
  }));
  const rows = starts.map((start, at) => [bucketText(start, day), counts[at] ?? 0]);
  return { bars, ticks: timeTicks(starts, day), table: { columns: ['day (UTC)', 'users'], rows } };
}

/** Columns with missing values, the worst first. */
export function worstNulls(nulls: LogShape['nulls']): LogShape['nulls'] {
  return nulls
    .filter(({ nulls: count }) => count > 0)
    .sort((a, b) => b.share - a.share || a.column.localeCompare(b.column, 'en'));
}
