import { weightedMean } from '../../../shared/metrics/aggregate';
import type { CompareBlock, CompareResult } from '../../../shared/schemas/compare';
import { byBlocks } from './byBlocks';
import { type Contest, type ContestParams, settledContest } from './contest';
import type { EvaluateOptions } from './contestData';
import type { ContestSource } from './contestSource';
import { contestWarnings } from './contestWarnings';
import { definitionsOf } from './definitionsOf';
import { type Findings, investigate } from './findings';
import { adjustForMany } from './holmAndQ';
import { KeptPages } from './keptPages';
import { reportedFidelity } from './reportedFidelity';
import { type RequestSet, sizeOf } from './requestSet';
import { sentenceOf, sentencesOf } from './sentence';
import { metricRows, pairRows } from './summaryRows';

export interface SummaryParams extends ContestParams {
  seed: number;
  /** False leaves intervals, tests and verdicts out. */
  inference: boolean;
  slice: string | null;
  /** Column that is constant inside requests: one block for each of its values. */
  by?: string | null;
}

/** The whole of `compare --json`: every contestant's metrics, and every one against the first. */
export async function compareSummary(
  source: ContestSource,
  set: RequestSet,
  params: SummaryParams,
  given: EvaluateOptions = {},
): Promise<CompareResult> {
  // Bounds, bands and @random read again what the values are computed from.
  const options = params.inference ? { ...given, kept: new KeptPages() } : given;
  const contest = await settledContest(source, set, params, options);
  const { findings, block } = await compareBlock(contest, params, options);
  const links = params.inference ? await source.links(options.signal) : null;
  const by = params.by ?? null;
  const blocks =
    by === null
      ? null
      : await byBlocks(contest, by, options, async (part) => (await compareBlock(part, params, options)).block);
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
    preset: contest.preset,
    contest: 'model',
    models: contest.contestants.map(({ name, kind }) => ({
      name,
      kind,
      fidelity: reportedFidelity(kind, findings.facts.fidelity.get(name)),
    })),
    metrics: block.metrics,
    pairs: block.pairs,
    ...(links && { links }),
    decomposition: null,
    definitions: definitionsOf(contest),
    ...(blocks && { by: { column: by!, blocks } }),
    ...weightFields(findings),
    ...tieFields(contest),
    sentence: block.sentence,
    sentences: sentencesOf(block),
    warnings: contestWarnings(contest, findings, weightFields(findings).weights),
  };
}

/** Rows, pairs and sentence of a contest; Holm and q run over its own pairs. */
async function compareBlock(
  contest: Contest,
  params: SummaryParams,
  options: EvaluateOptions,
): Promise<{ findings: Findings; block: Omit<CompareBlock, 'value'> }> {
  const findings = await investigate(contest, params, options);
  const others = contest.contestants.length - 1;
  const metrics = metricRows(contest, findings);
  const pairs = adjustForMany(
    pairRows(contest, findings),
    contest.metrics.flatMap(({ role }) => new Array<typeof role>(others).fill(role)),
  );
  const models = contest.contestants.map(({ name, kind }) => ({ name, kind, fidelity: reportedFidelity(kind) }));
  const sentence = sentenceOf({ pairs, metrics, models });
  return { findings, block: { requests: sizeOf(contest.set), metrics, pairs, sentence } };
}

/** Effective size (Σw)²/Σw² of the sampling weights of all requests of the set. */
function weightFields({ units: { weights } }: Findings): Partial<CompareResult> {
  if (weights === null) return {};
  const { ess } = weightedMean(new Float64Array(weights.length), weights);
  const requestsWithout = weights.reduce((count, weight) => count + (weight > 0 ? 0 : 1), 0);
  return { weights: { effectiveRequests: ess ?? 0, requestsWithout } };
}

function tieFields({ tieShare, ownRules }: Contest): Partial<CompareResult> {
  if (tieShare !== null) return { tieShare };
  const why = ownRules ? 'no model of the case has scores' : 'the preset keeps its own rule for ties';
  return { tieShare: null, tieShareReason: why };
}
