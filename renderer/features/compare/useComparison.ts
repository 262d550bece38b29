import { useMemo } from 'react';
import type { CompareResult } from '../../../shared/schemas/compare';
import { type EngineQuery, useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteParam } from '../../state/routeStore';
import { useContest } from '../../state/useContest';
import { type MatrixRow, matrixRows } from './matrix';

export interface Comparison {
  result: CompareResult;
  /** Baseline first. */
  contestants: string[];
  rows: MatrixRow[];
  /** The metric and the contestant that the panels below are about. */
  metric: MatrixRow | null;
  model: string | null;
  /** Intervals and verdicts are still being computed. */
  pending: boolean;
  /** Why they could not be. */
  inferenceError: Error | null;
  retryInference: () => void;
}

/** The comparison of the present route: means first, then what takes longer. */
export function useComparison(): { query: EngineQuery<CompareResult>; comparison: Comparison | null } {
  const info = useCaseInfo();
  const { baseline, models, metrics, preset, slice } = useContest(info);
  const wantedMetric = useRouteParam('metric');
  const wantedModel = useRouteParam('against');
  const params = { session: info.session, models: [baseline, ...models], metrics, preset, slice };
  const means = useEngineQuery('compare.summary', { ...params, inference: false });
  const full = useEngineQuery('compare.summary', means.data ? { ...params, inference: true } : null);
  const { refetch } = full;
  const result = full.data ?? means.data;
  const comparison = useMemo<Comparison | null>(() => {
    if (!result) return null;
    const contestants = [baseline, ...models];
    const rows = matrixRows(result, contestants, info.label);
    return {
      result,
      contestants,
      rows,
      metric: rows.find(({ id }) => id === wantedMetric) ?? rows[0] ?? null,
      model: models.find((name) => name === wantedModel) ?? models[0] ?? null,
      pending: full.isPending && !full.error,
      inferenceError: full.error,
      retryInference: () => void refetch(),
    };
  }, [result, baseline, models, info.label, wantedMetric, wantedModel, full.isPending, full.error, refetch]);
  return { query: means, comparison };
}
