import {
  columnDecimals,
  formatCount,
  formatCounted,
  formatFixed,
  formatPercent,
  formatTime,
  missing,
  significantDecimals,
} from '../../../shared/format/numbers';
import type { ColumnProfile, Histogram } from '../../../shared/slices/profileSchemas';
import { niceTicks } from '../../charts/scales';
import type { PlotTick } from '../shape/plotTypes';

export interface Fact {
  name: string;
  text: string;
  /** Unrounded or in more words, on hover. */
  hint?: string;
}

type Cell = ColumnProfile['min'];

/** A value of a profiled column as text; numbers share the decimals of the column. */
export function valueText(profile: Pick<ColumnProfile, 'kind'>, value: Cell, decimals: number): string {
  if (value === null) return missing;
  if (typeof value === 'string') return value === '' ? '(empty text)' : value;
  return profile.kind === 'time' ? formatTime(value) : formatFixed(value, decimals);
}

/** Decimals that the bounds and quantiles of a column need. */
export function profileDecimals({ min, max, quantiles, kind }: ColumnProfile): number {
  if (kind !== 'number') return 0;
  const values = [min, max, ...quantiles.map(({ value }) => value)];
  return columnDecimals(values.filter((value) => typeof value === 'number'));
}

/** What a column holds, as names and numbers. */
export function profileFacts(profile: ColumnProfile): Fact[] {
  const decimals = profileDecimals(profile);
  const { rows, nulls, distinct, distinctExact, mean, nan, infinite, negativeInfinite } = profile;
  const bound = (name: string, value: Cell): Fact[] =>
    value === null ? [] : [{ name, text: valueText(profile, value, decimals), hint: exact(profile, value) }];
  const count = (name: string, value: number): Fact[] => (value > 0 ? [{ name, text: formatCount(value) }] : []);
  return [
    { name: 'rows', text: formatCount(rows) },
    { name: 'missing', text: rows === 0 ? missing : `${formatCount(nulls)} (${formatPercent(nulls / rows)})` },
    {
      name: 'distinct',
      text: distinct === null ? missing : `${distinctExact ? '' : '≈ '}${formatCount(distinct)}`,
      hint:
        distinct === null ? 'not counted for nested values' : distinctExact ? undefined : 'estimated, within about 3%',
    },
    ...bound('least', profile.min),
    ...profile.quantiles.map(({ share, value }) => ({
      name:
        share === 0.5
          ? 'median'
          : `${formatFixed(share * 100, share * 100 === Math.round(share * 100) ? 0 : 1)}% are below`,
      text: valueText(profile, value, decimals),
      hint: exact(profile, value),
    })),
    ...bound('most', profile.max),
    ...(mean === null ? [] : [{ name: 'mean', text: meanText(profile, mean), hint: exact(profile, mean) }]),
    ...count('NaN', nan),
    ...count('∞', infinite),
    ...count('−∞', negativeInfinite),
  ];
}

// The mean of whole numbers is none.
function meanText(profile: ColumnProfile, mean: number): string {
  return valueText(profile, mean, Math.max(profileDecimals(profile), significantDecimals(Math.abs(mean), 4)));
}

function exact({ kind }: ColumnProfile, value: Cell): string {
  return kind === 'time' && typeof value === 'number' ? formatTime(value, 6) : String(value);
}

/** Bars of a histogram with what each says on hover. */
export function histogramPlot(profile: ColumnProfile, { edges, counts }: Histogram) {
  const decimals = profile.kind === 'time' ? 0 : columnDecimals(edges);
  const text = (at: number) => valueText(profile, edges[at] ?? null, decimals);
  const last = counts.length - 1;
  const bars = counts.map((count, at) => ({
    key: String(at),
    parts: [count],
    label: `[${text(at)}, ${text(at + 1)}${at === last ? ']' : ')'}: ${formatCounted(count, 'row')}`,
  }));
  return { bars, ticks: histogramTicks(profile, edges) };
}

function histogramTicks({ kind }: ColumnProfile, edges: readonly number[]): PlotTick[] {
  const [least, most] = [edges[0] ?? 0, edges.at(-1) ?? 0];
  const bins = edges.length - 1;
  if (kind === 'time') {
    const day = (at: number) => formatTime(edges[at] ?? null).slice(0, most - least > 3 * 86_400_000 ? 10 : 16);
    return [
      { at: 0, text: day(0) },
      { at: bins, text: day(bins) },
    ];
  }
  if (most <= least) return [{ at: 0.5, text: String(least) }];
  const ticks = niceTicks(least, most, 3);
  const decimals = Math.min(6, Math.max(0, ...ticks.map((tick) => (String(tick).split('.')[1] ?? '').length)));
  return ticks.map((tick) => ({ at: ((tick - least) / (most - least)) * bins, text: formatFixed(tick, decimals) }));
}
