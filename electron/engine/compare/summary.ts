import { meanByQuery } from '../../../shared/metrics/aggregate';
import type { CompareResult, MetricRow, PairRow } from '../../../shared/schemas/compare';
import { type Contest, type ContestParams, contestVectors, type MetricVectors, resolveContest } from './contest';
import { boundsRefusal, contestBounds, type MetricBounds } from './contestBounds';
import type { EvaluateOptions } from './contestData';
import type { ContestSource } from './contestSource';
import { contestUnits } from './contestUnits';
import { contestWarnings } from './contestWarnings';
import { definitionsOf } from './definitionsOf';
import { type Differences, differencesOf } from './differences';
import { adjustForMany } from './holmAndQ';
import { type ContestInference, inferContest } from './inference';
import { metricRow } from './metricRow';
import { pairRow } from './pairRow';
import { type RequestSet, sizeOf } from './requestSet';
import { sentenceOf } from './sentence';
import { refusedMetric, withheldReason } from './withheld';

export interface SummaryParams extends ContestParams {
  seed: number;
  /** False leaves intervals, tests and verdicts out. */
  inference: boolean;
  slice: string | null;
}

const uncheckedFidelity: CompareResult['models'][number]['fidelity'] = {
  comparedRows: 0,
  parity: null,
  link: null,
  sameOrder: null,
  maxAbsDiff: null,
  verdict: 'unchecked',
  cause: null,
};

/** The whole of `compare --json`: every contestant's metrics, and every one against the first. */
export async function compareSummary(
  source: ContestSource,
  set: RequestSet,
  params: SummaryParams,
  options: EvaluateOptions = {},
): Promise<CompareResult> {
  const contest = resolveContest(source, set, params);
  const vectors = await contestVectors(contest, options);
  const differences = pairDifferences(contest, vectors);
  const units = await contestUnits(source, set, options.signal);
  options.signal?.throwIfAborted();
  const inference = params.inference
    ? inferContest(
        vectors.flatMap((vector) => vector.values),
        differences.flat().map((pair) => pair.all),
        units,
        params.seed,
      )
    : null;
  const bounds = params.inference ? await contestBounds(contest, options) : new Map<string, MetricBounds>();
  const findings: Findings = { vectors, differences, inference, bounds, unit: units.name };
  const metrics = metricRows(contest, findings);
  const pairs = pairRows(contest, findings);
  const models = contest.contestants.map(({ name, kind }) => ({
    name,
    kind,
    fidelity: source.fidelity.get(name) ?? uncheckedFidelity,
  }));
  return {
    version: 1,
    case: source.name,
    inputs: source.inputs,
    rows: source.rows,
    requests: source.requests,
    sliceRows: set.rows,
    sliceRequests: sizeOf(set),
    excludedRows: source.excludedRows,
    refusedRows: source.refusedRows,
    slice: params.slice,
    seed: params.seed,
    preset: params.preset ?? 'default',
    contest: 'model',
    models,
    metrics,
    pairs,
    decomposition: null,
    definitions: definitionsOf(contest),
    sentence: sentenceOf({ pairs, metrics, models }),
    warnings: contestWarnings(contest, vectors),
  };
}

/** Per metric, per contestant after the first: its differences from the first. */
function pairDifferences(contest: Contest, vectors: MetricVectors[]): Differences[][] {
  return contest.metrics.map((_, m) => {
    const [baseline, ...others] = vectors[m]!.values;
    return others.map((values) => differencesOf(baseline!, values));
  });
}

/** What was computed for a contest; `inference` null and no bounds when only means were asked for. */
interface Findings {
  vectors: MetricVectors[];
  differences: Differences[][];
  inference: ContestInference | null;
  bounds: ReadonlyMap<string, MetricBounds>;
  unit: string;
}

const withoutBounds = 'bounds for unjudged items are defined for NDCG only';

function noBounds(contest: Contest, { inference }: Findings): string {
  return boundsRefusal(contest) ?? (inference === null ? 'bounds were not asked for' : withoutBounds);
}

function metricRows(contest: Contest, findings: Findings): MetricRow[] {
  const { vectors, inference, bounds } = findings;
  return contest.metrics.flatMap((metric, m) =>
    contest.contestants.map(({ name }, c) =>
      metricRow({
        metric,
        model: name,
        values: vectors[m]!.values[c]!,
        judged: vectors[m]!.judged[c]!,
        listLength: vectors[m]!.listLength[c]!,
        bounds: bounds.get(metric.id)?.models[c] ?? null,
        noBounds: noBounds(contest, findings),
        refused: refusedMetric(contest.source, metric.spec.name),
        interval: inference?.means[m * contest.contestants.length + c] ?? null,
      }),
    ),
  );
}

function pairRows(contest: Contest, findings: Findings): PairRow[] {
  const { vectors, differences, inference, bounds, unit } = findings;
  const { source, contestants, metrics } = contest;
  const others = contestants.length - 1;
  const rows: PairRow[] = [];
  for (const [m, metric] of metrics.entries()) {
    const baselineMean = meanByQuery(vectors[m]!.values[0]!).mean;
    for (let i = 0; i < others; i++) {
      rows.push(
        pairRow({
          metric: metric.id,
          label: metric.label.name,
          baseline: contestants[0]!.name,
          model: contestants[i + 1]!.name,
          differences: differences[m]![i]!,
          baselineMean,
          bounds: bounds.get(metric.id)?.pairs[i] ?? null,
          noBounds: noBounds(contest, findings),
          refused: refusedMetric(source, metric.spec.name),
          inference: inference?.pairs[m * others + i] ?? null,
          unit,
          by: 'query',
          marginShare: source.metrics.margin > 0 ? source.metrics.margin : null,
          higherIsBetter: metric.definition.higherIsBetter !== false,
          withheld: withheldReason(source, metric.label.name, contestants[0]!.name, contestants[i + 1]!.name),
          primary: metric.primary,
        }),
      );
    }
  }
  return adjustForMany(
    rows,
    metrics.flatMap((metric) => new Array<boolean>(others).fill(metric.primary)),
  );
}
