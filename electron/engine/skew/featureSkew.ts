import type { DriftFigures } from '../../../shared/drift/driftFigures';
import type { FidelityOnset, ScoreLink } from '../../../shared/fidelity/fidelitySchemas';
import type { ErrorFigures } from '../../../shared/skew/errorFigures';
import type { SkewKind } from '../../../shared/skew/numberRule';
import type { RankAgreement } from '../../../shared/skew/pairedSkew';
import { countsOf, type SkewCounts } from '../../../shared/skew/skewClasses';
import { skewRates } from '../../../shared/skew/skewRates';
import { failsAfterOutcome } from '../../../shared/stats/afterOutcome';
import { designEffect, type GroupedFailures } from '../../../shared/stats/designEffect';
import { type HourCount, onsetOf } from '../fidelity/onsetOf';
import type { FeatureResult } from './measureFeature';
import type { PairFacts } from './pairFacts';
import type { TallyCounts } from './pairTally';
import type { PlannedFeature } from './plannedFeatures';

/** Train/serve skew of one feature (definitions D1 to D3); the names are those of `skew.features` in case-format.md. */
export interface FeatureSkew {
  feature: string;
  kind: SkewKind;
  /** The only side that has the feature; null: both. */
  onlyIn: 'log' | 'recomputed' | null;
  /** Why figures are missing that a feature of this kind could have; null: none are. */
  reason: string | null;
  /** Null where only one side has the feature, as everything below. */
  classes: SkewCounts | null;
  rowMismatch: number | null;
  valueMismatchRate: number | null;
  /** Unequal texts that are equal after NFC, trim and case folding; null for other kinds. */
  foldedEqual: number | null;
  /** Null unless values are amounts. */
  errors: ErrorFigures | null;
  ranks: RankAgreement | null;
  /** Share of rows that cross a split of the model; null without a model of trees, or where it has no split on it. */
  splitCross: number | null;
  onset: FidelityOnset | null;
  /** So many rows count as one for the onset, because mismatches come in whole requests (Rao and Scott). */
  designEffect: number | null;
  byOutcome: OutcomeMismatches[];
  /** The leak signature holds for one of the outcomes. */
  afterOutcome: boolean;
  /** Headlines of `drift`. */
  psi: number | null;
  jsDiv: number | null;
  ks: number | null;
  linf: number | null;
  w1n: number | null;
  /** Logged values against the recomputed ones of the same rows. */
  drift: DriftFigures | null;
}

export type OutcomeMismatches = ScoreLink['byOutcome'][number];

/** Names of what `PairFacts` counts by, and its totals. */
export interface TallyFrame {
  facts: PairFacts;
  timezone: string;
  /** Names of the outcomes, in the order of the facts. */
  outcomes: readonly string[];
  rowsByHour: Float64Array;
  referenceRowsByHour: Float64Array;
  rowsWithOutcome: readonly number[];
  /** Σ n² over the requests of n rows, by hour of the first. */
  squaredRowsByHour: Float64Array;
}

export function tallyFrame(facts: PairFacts, timezone: string, outcomes: readonly string[]): TallyFrame {
  const rowsByHour = new Float64Array(facts.hours.length);
  const referenceRowsByHour = new Float64Array(facts.hours.length);
  for (let row = 0; row < facts.rows; row++) {
    const hour = facts.hourOf[row]!;
    if (hour < 0) continue;
    rowsByHour[hour]! += 1;
    if (facts.inReference !== null) referenceRowsByHour[hour]! += facts.inReference[row]!;
  }
  const squaredRowsByHour = new Float64Array(facts.hours.length);
  for (let request = 0; request + 1 < facts.requestStarts.length; request++) {
    const start = facts.requestStarts[request]!;
    const hour = facts.hourOf[start]!;
    if (hour >= 0) squaredRowsByHour[hour]! += (facts.requestStarts[request + 1]! - start) ** 2;
  }
  const rowsWithOutcome = facts.outcomes.map(countOnes);
  return { facts, timezone, outcomes, rowsByHour, referenceRowsByHour, rowsWithOutcome, squaredRowsByHour };
}

function countOnes(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) count += bytes[i]!;
  return count;
}

/** A feature that only one side has. */
export function oneSided({ name, kind, logged }: PlannedFeature): FeatureSkew {
  const onlyIn = logged === null ? 'recomputed' : 'log';
  const where = onlyIn === 'log' ? 'the recomputed features lack it' : 'the log lacks it';
  const reason = `It cannot be compared: ${where}, or have it under another name.`;
  return { feature: name, kind, onlyIn, reason, classes: null, ...noFigures };
}

const noFigures = {
  ...{ rowMismatch: null, valueMismatchRate: null, foldedEqual: null, errors: null, ranks: null, splitCross: null },
  ...{ onset: null, designEffect: null, byOutcome: [], afterOutcome: false },
  ...{ psi: null, jsDiv: null, ks: null, linf: null, w1n: null, drift: null },
};

/** The figures of a feature that both sides have. */
export function skewOf(
  { name, kind }: PlannedFeature,
  { tally, errors, ranks, crossed, foldedEqual }: FeatureResult,
  { drift, reason, frame }: { drift: DriftFigures | null; reason: string | null; frame: TallyFrame },
): FeatureSkew {
  const classes = countsOf(tally.classes);
  const { rowMismatch, valueMismatchRate } = skewRates(classes);
  const { rows } = frame.facts;
  const byOutcome = mismatchesByOutcome(tally, frame);
  const together = togetherByDay(tally, frame);
  return {
    ...{ feature: name, kind, onlyIn: null, reason },
    ...{ classes, rowMismatch, valueMismatchRate, foldedEqual, errors, ranks },
    splitCross: crossed === null || rows === 0 ? null : crossed / rows,
    onset: onsetOfMismatch(tally, frame, together),
    designEffect: together,
    byOutcome,
    afterOutcome: byOutcome.some(({ afterOutcome }) => afterOutcome),
    psi: drift?.psi ?? null,
    jsDiv: drift?.jsDiv ?? null,
    ks: drift?.ks ?? null,
    linf: drift?.linf ?? null,
    w1n: drift?.w1n ?? null,
    drift,
  };
}

/** The design effect of requests, with the rate of each day of its own. */
function togetherByDay({ byHour, squaresByHour, productsByHour }: TallyCounts, frame: TallyFrame): number {
  const { facts, rowsByHour, squaredRowsByHour } = frame;
  const days = new Map<number, GroupedFailures>();
  facts.hours.forEach((hour, i) => {
    const key = Math.floor(hour / 24);
    const day = days.get(key) ?? { rows: 0, failed: 0, rowsSquared: 0, failedSquared: 0, products: 0 };
    days.set(key, {
      rows: day.rows + rowsByHour[i]!,
      failed: day.failed + byHour[i]!,
      rowsSquared: day.rowsSquared + squaredRowsByHour[i]!,
      failedSquared: day.failedSquared + squaresByHour[i]!,
      products: day.products + productsByHour[i]!,
    });
  });
  return designEffect([...days.values()]);
}

function onsetOfMismatch(
  { byHour, referenceByHour }: TallyCounts,
  frame: TallyFrame,
  together: number,
): FidelityOnset | null {
  const { facts, timezone, rowsByHour, referenceRowsByHour } = frame;
  const counts = (rows: Float64Array, failed: Float64Array): HourCount[] =>
    facts.hours.map((hour, i) => ({ hour, rows: rows[i]!, failed: failed[i]! }));
  const declared = facts.inReference === null ? null : counts(referenceRowsByHour, referenceByHour);
  const pooled = declared?.reduce((sum, { rows, failed }) => ({ rows: sum.rows + rows, failed: sum.failed + failed }), {
    rows: 0,
    failed: 0,
  });
  const options = { designEffect: together, sameHour: { reference: declared } };
  return onsetOf(counts(rowsByHour, byHour), pooled ?? null, timezone, options);
}

function mismatchesByOutcome({ withOutcome, mismatches }: TallyCounts, frame: TallyFrame): OutcomeMismatches[] {
  return frame.outcomes.map((outcome, i) => {
    const [withRows, withFailed] = [frame.rowsWithOutcome[i]!, withOutcome[i]!];
    const failures = {
      withRows,
      withFailed,
      withoutRows: frame.facts.rows - withRows,
      withoutFailed: mismatches - withFailed,
    };
    return { outcome, ...failures, afterOutcome: failsAfterOutcome(failures) };
  });
}
