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
  const moves = new Map(shared.map((key) => [key, Math.abs(rank(inA, key, shared) - rank(inB, key, shared))]));
  const moveOf = (key: string) => moves.get(key) ?? Number.POSITIVE_INFINITY;
  const listed = keys
    .filter((key) => moveOf(key) > 0)
    .sort((x, y) => (moveOf(x) === moveOf(y) ? compareUtf8(x, y) : moveOf(y) > moveOf(x) ? 1 : -1));
  return {
    measure,
    features: listed.map((feature) => ({
      feature,
      rankA: inA.has(feature) ? rank(inA, feature, [...inA.keys()]) : null,
      rankB: inB.has(feature) ? rank(inB, feature, [...inB.keys()]) : null,
      a: share(inA, feature),
      b: share(inB, feature),
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

/** 1-based; equal values share the better rank. */
function rank(values: ReadonlyMap<string, number>, key: string, among: readonly string[]): number {
  const own = values.get(key)!;
  return 1 + among.filter((other) => values.get(other)! > own).length;
}

function share(values: ReadonlyMap<string, number>, key: string): number | null {
  const own = values.get(key);
  const total = [...values.values()].reduce((sum, value) => sum + value, 0);
  return own === undefined ? null : total > 0 ? own / total : 0;
}
