import { significantDecimals } from '../../../shared/format/numbers';
import type { CompareResult, MetricRow, PairRow } from '../../../shared/schemas/compare';

/** One metric: what each contestant has and how each differs from the baseline. */
export interface MatrixRow {
  /** The metric's id as the engine takes it and the address shows it. */
  id: string;
  metric: string;
  label: string | null;
  decimals: number;
  /** In the order of the contestants, the baseline first. */
  means: (MetricRow | null)[];
  /** In the order of the contestants without the baseline. */
  pairs: (PairRow | null)[];
}

/** The id of a metric: `ndcg@10`, with `:label` where that is not the case's own. */
export function metricId(metric: string, label: string | null, caseLabel: string | null): string {
  return label === null || label === caseLabel || metric.includes(':') ? metric : `${metric}:${label}`;
}

/** The comparison as rows of metrics over columns of contestants. */
export function matrixRows(
  result: CompareResult,
  contestants: readonly string[],
  caseLabel: string | null,
): MatrixRow[] {
  const rows = new Map<string, MetricRow[]>();
  for (const row of result.metrics) {
    const id = metricId(row.metric, row.label, caseLabel);
    rows.set(id, [...(rows.get(id) ?? []), row]);
  }
  return [...rows].map(([id, found]) => {
    const { metric, label } = found[0]!;
    const pairs = result.pairs.filter((pair) => pair.metric === metric && pair.label === label);
    return {
      id,
      metric,
      label,
      decimals: metricDecimals(found.map(({ mean }) => mean)),
      means: contestants.map((name) => found.find(({ model }) => model === name) ?? null),
      pairs: contestants.slice(1).map((name) => pairs.find(({ model }) => model === name) ?? null),
    };
  });
}

/** 4 decimals for metrics in [0, 1], else 4 significant digits of the largest. */
export function metricDecimals(values: readonly (number | null)[]): number {
  const largest = Math.max(0, ...values.map((value) => Math.abs(value ?? 0)).filter(Number.isFinite));
  return largest <= 1 ? 4 : significantDecimals(largest, 4);
}

/** How far interval plots of one contestant reach to both sides of 0, so that all metrics in [0, 1] share a scale. */
export function sharedReach(rows: readonly MatrixRow[], column: number): number {
  let reach = 0;
  for (const row of rows) {
    const pair = row.pairs[column];
    const unit = row.means.every((mean) => Math.abs(mean?.mean ?? 0) <= 1);
    if (pair && unit) reach = Math.max(reach, pairReach(pair));
  }
  return reach;
}

/** The farthest of a difference and the ends of its interval from 0. */
export function pairReach(pair: PairRow): number {
  return Math.max(Math.abs(pair.delta ?? 0), ...(pair.ci ?? []).map(Math.abs));
}
