import type { PairRow, ThetaBand } from '../../../shared/schemas/compare';
import { noninferiorityP } from '../../../shared/stats/clusteredT';
import { relativeChange, winTieLoss } from '../../../shared/stats/effectSize';
import { minimumDetectable, unitsNeeded } from '../../../shared/stats/power';
import { verdictOf } from '../../../shared/stats/verdict';
import type { Differences } from './differences';
import type { PairRole } from './holmAndQ';
import type { PairInference } from './inference';
import type { BiasStatus } from './withheld';

/** What a pair's row is made of. `inference` null: not asked for yet. */
export interface PairInput {
  metric: string;
  label: string | null;
  baseline: string;
  model: string;
  differences: Differences;
  /** B minus A: the mean difference, or the difference of two numbers of all lists together. */
  delta: number | null;
  /** Why it is null. */
  noDelta: string;
  /** Why a number of all lists together has no interval; null for means over requests. */
  wholeReason: string | null;
  baselineMean: number | null;
  inference: PairInference | null;
  bounds: [number, number] | null;
  /** The bounds, were no unjudged item better than judged ones at such ranks. */
  plausible: [number, number] | null;
  /** Why there are none. */
  noBounds: string;
  /** Why the difference may not be shown at all, or null. */
  refused: string | null;
  unit: string;
  by: string;
  /** `metrics.margin`: a share of the baseline's mean; null when the case declares none. */
  marginShare: number | null;
  higherIsBetter: boolean;
  /** Why no verdict may be given, or null. */
  withheld: string | null;
  role: PairRole;
  status: BiasStatus;
  band: ThetaBand | null;
}

const notAsked = 'intervals and tests were not asked for';

/** One pair of `compare --json`. Holm's p and q are filled in by the contest, which knows all pairs. */
export function pairRow(input: PairInput): PairRow {
  const { differences, inference } = input;
  const delta = input.refused === null ? input.delta : null;
  const { wins, ties, losses } = winTieLoss(differences.all);
  const margin =
    input.marginShare === null || input.baselineMean === null ? null : input.marginShare * Math.abs(input.baselineMean);
  const noDelta = input.refused ?? input.noDelta;
  const tested = input.refused === null && input.wholeReason === null ? inference : null;
  const withheld = input.refused ?? input.withheld ?? untested(input, delta) ?? unjudgedDoubt(delta, input.plausible);
  const row: PairRow = {
    metric: input.metric,
    label: input.label,
    baseline: input.baseline,
    model: input.model,
    delta,
    ...(delta === null && { deltaReason: noDelta }),
    ...inferenceFields(tested, delta === null ? noDelta : (input.wholeReason ?? notAsked)),
    bounds: input.bounds,
    ...(input.bounds === null && { boundsReason: input.noBounds }),
    plausible: input.plausible,
    ...(input.plausible === null && { plausibleReason: input.noBounds }),
    relative: relativeChange(delta, input.baselineMean),
    wins: input.higherIsBetter ? wins : losses,
    ties,
    losses: input.higherIsBetter ? losses : wins,
    unit: input.unit,
    units: tested?.interval.units ?? 0,
    by: input.by,
    margin,
    ...(margin === null && { marginReason: 'metrics.margin is not declared in case.yaml' }),
    verdict: verdictOf({
      lo: tested?.interval.lo ?? null,
      hi: tested?.interval.hi ?? null,
      margin: margin ?? 0,
      higherIsBetter: input.higherIsBetter,
      withheld,
    }),
    withheld,
    onlyBaseline: differences.onlyBaseline,
    onlyModel: differences.onlyModel,
    role: input.role,
    ...(input.status !== null && { status: input.status }),
    ...(input.band !== null && { thetaBand: input.band }),
    ...powerFields(input, tested, margin),
  };
  if (row.relative === null) row.relativeReason = delta === null ? noDelta : "the baseline's mean is 0";
  return row;
}

/** What the margin asks for: units for 80% power, and a guardrail's one-sided p. */
function powerFields({ role, higherIsBetter }: PairInput, inference: PairInference | null, margin: number | null) {
  const fields: Partial<PairRow> = {};
  if (inference === null) return fields;
  const { t } = inference;
  if (t.constantDifference) fields.constantDifference = true;
  if (margin !== null && t.se !== null && t.se > 0) fields.unitsNeeded = unitsNeeded(t.se * Math.sqrt(t.n), margin);
  if (fields.unitsNeeded === null) fields.unitsNeededReason = 'the margin is 0';
  if (role === 'guardrail') {
    fields.pGuardrail = noninferiorityP(t, margin ?? 0, higherIsBetter);
    if (fields.pGuardrail === null)
      fields.pGuardrailReason = 'the differences do not vary, or there are fewer than two';
  }
  return fields;
}

/** Without a difference or without a test there is nothing to be inconclusive about. */
function untested({ inference, noDelta, wholeReason }: PairInput, delta: number | null): string | null {
  if (inference === null) return null;
  return delta === null ? noDelta : wholeReason;
}

/**
 * A sign that labels nobody has given could plausibly turn is no verdict (definitions.md A12, A15). The plausible bounds
 * decide, not the extreme ones: those assume that every unjudged item of one list is perfect and of the other useless.
 */
function unjudgedDoubt(delta: number | null, plausible: [number, number] | null): string | null {
  if (delta === null || plausible === null || delta === 0) return null;
  const turns = delta > 0 ? plausible[0] < 0 : plausible[1] > 0;
  if (!turns) return null;
  const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(4)}`.replace('-', '−');
  return `unjudged items could turn it: were they as good as judged ones at such ranks, the difference would lie between ${signed(plausible[0])} and ${signed(plausible[1])}`;
}

function inferenceFields(inference: PairInference | null, reason: string) {
  const few = inference === null ? reason : 'fewer than two units have a value under both contestants';
  const { interval, flip, t, effectSize } = inference ?? { interval: null, flip: null, t: null, effectSize: null };
  const ci: [number, number] | null = interval?.lo != null && interval.hi != null ? [interval.lo, interval.hi] : null;
  const tReason = t?.constantDifference ? 'constant difference: every unit differs by the same amount' : few;
  const spread = t?.constantDifference || (t !== null && t.sd === 0) ? 'the differences do not vary' : few;
  const mde80 = t !== null && t.se !== null && t.se > 0 ? minimumDetectable(t.se) : null;
  return {
    ci,
    ...(ci === null && { ciReason: few }),
    ciMethod: interval?.method ?? null,
    p: {
      randomization: flip?.p ?? null,
      ...(flip?.p == null && { randomizationReason: few }),
      t: t?.p ?? null,
      ...(t?.p == null && { tReason }),
    },
    pMethod: flip?.method ?? null,
    pHolm: null,
    q: null,
    effectSize,
    ...(effectSize === null && { effectSizeReason: spread }),
    mde80,
    ...(mde80 === null && { mde80Reason: spread }),
  };
}
