import { compareUtf8 } from '../metrics/compareUtf8';
import type { FeatureImportance, ModelDiff, ModelImportance } from './modelSchemas';

type Ranks = NonNullable<ModelDiff['ranks']>;
type Measure = Ranks['measure'];

/**
 * Features that two models weigh differently, by the first measure that both have. Features are matched by the log
 * columns behind them. A feature that both take is listed where its place among the shared features differs, so that a
 * feature of one model alone does not move all below it; the largest move comes first, after the features of one model.
 * Null where the two share no measure.
 */
export function diffRanks(a: ModelImportance, b: ModelImportance): Ranks | null {
  const measure = (['shap', 'gain', 'splits'] as const).find((each) => has(a, each) && has(b, each));
  if (!measure) return null;
  const [inA, inB] = [valuesOf(a.features, measure), valuesOf(b.features, measure)];
  const keys = [...new Set([...inA.keys(), ...inB.keys()])];
  const shared = keys.filter((key) => inA.has(key) && inB.has(key));
  const [placeA, placeB] = [ranks(inA, shared), ranks(inB, shared)];
  const moves = new Map(shared.map((key) => [key, Math.abs(placeA.get(key)! - placeB.get(key)!)]));
  const [ranksA, ranksB] = [ranks(inA, [...inA.keys()]), ranks(inB, [...inB.keys()])];
  const [totalA, totalB] = [sum(inA), sum(inB)];
  const moveOf = (key: string) => moves.get(key) ?? Number.POSITIVE_INFINITY;
  const listed = keys
    .filter((key) => moveOf(key) > 0)
    .sort((x, y) => (moveOf(x) === moveOf(y) ? compareUtf8(x, y) : moveOf(y) > moveOf(x) ? 1 : -1));
  return {
    measure,
    features: listed.map((feature) => ({
      feature,
      rankA: ranksA.get(feature) ?? null,
      rankB: ranksB.get(feature) ?? null,
      a: share(inA.get(feature), totalA),
      b: share(inB.get(feature), totalB),
    })),
    same: keys.length - listed.length,
    note:
      measure === 'shap' && a.method !== b.method
        ? `Measured by ${a.method} for the first, by ${b.method} for the second.`
        : null,
  };
}

function has({ features }: ModelImportance, measure: Measure): boolean {
  return features.length > 0 && features.every((each) => each[measure] !== null);
}

function valuesOf(features: readonly FeatureImportance[], measure: Measure): Map<string, number> {
  return new Map(
    features.map((each) => [each.columns.length > 0 ? each.columns.join(', ') : each.feature, each[measure]!]),
  );
}

/** 1-based ranks of some features, the largest value first; equal values share the better rank. */
function ranks(values: ReadonlyMap<string, number>, among: readonly string[]): Map<string, number> {
  const sorted = among.toSorted((x, y) => values.get(y)! - values.get(x)!);
  const found = new Map<string, number>();
  sorted.forEach((key, at) => {
    const before = sorted[at - 1];
    const tied = before !== undefined && values.get(before) === values.get(key);
    found.set(key, tied ? found.get(before)! : at + 1);
  });
  return found;
}

function sum(values: ReadonlyMap<string, number>): number {
  return [...values.values()].reduce((total, value) => total + value, 0);
}

function share(value: number | undefined, total: number): number | null {
  return value === undefined ? null : total > 0 ? value / total : 0;
}
