import { compareUtf8 } from '../metrics/compareUtf8';
import type { FeatureImportance, ModelDiff, ModelImportance } from './modelSchemas';

type Ranks = NonNullable<ModelDiff['ranks']>;
type Measure = Ranks['measure'];

/**
 * Features whose rank differs between two models, by the first measure that both have, the largest change first; a
 * feature that one of them lacks has no rank there and comes before all others. Features are matched by the log columns
 * behind them, and ranks are 1-based; equal values share the better rank.
 */
export function diffRanks(a: ModelImportance, b: ModelImportance): Ranks | null {
  const measure = (['shap', 'gain', 'splits'] as const).find((each) => has(a, each) && has(b, each));
  if (!measure) return null;
  const [inA, inB] = [ranked(a.features, measure), ranked(b.features, measure)];
  const keys = [...new Set([...inA.keys(), ...inB.keys()])];
  const all = keys.map((key) => {
    const [one, other] = [inA.get(key), inB.get(key)];
    const feature = (one ?? other)!.feature;
    return {
      feature,
      rankA: one?.rank ?? null,
      rankB: other?.rank ?? null,
      a: one?.value ?? null,
      b: other?.value ?? null,
    };
  });
  const changed = all.filter(({ rankA, rankB }) => rankA !== rankB);
  return {
    measure,
    features: changed.sort((x, y) => compareChange(x, y) || compareUtf8(x.feature, y.feature)),
    same: all.length - changed.length,
  };
}

function has({ features }: ModelImportance, measure: Measure): boolean {
  return features.length > 0 && features.every((each) => each[measure] !== null);
}

function ranked(features: readonly FeatureImportance[], measure: Measure) {
  const values = features.map((each) => each[measure]!);
  return new Map(
    features.map((each, at) => {
      const rank = 1 + values.filter((value) => value > values[at]!).length;
      const name = each.columns.length > 0 ? each.columns.join(', ') : each.feature;
      return [name, { feature: name, rank, value: values[at]! }];
    }),
  );
}

type Changed = Ranks['features'][number];

function compareChange(x: Changed, y: Changed): number {
  const [one, other] = [change(x), change(y)];
  return one === other ? 0 : other > one ? 1 : -1;
}

function change({ rankA, rankB }: Changed): number {
  return rankA === null || rankB === null ? Number.POSITIVE_INFINITY : Math.abs(rankA - rankB);
}
