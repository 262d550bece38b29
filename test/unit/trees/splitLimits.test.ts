import { describe, expect, it } from 'vitest';
import { crossesSplit } from '../../../shared/skew/splitCross';
import { goesLeft } from '../../../shared/trees/goesLeft';
import { splitLimits } from '../../../shared/trees/splitLimits';
import { splitKinds } from '../../../shared/trees/treeEnsemble';
import { randomForest, unitsFrom } from './support/randomForest';

const shape = {
  trees: 1,
  leaves: 4,
  features: 1,
  outputs: 1,
  precision: 'float64' as const,
  aggregate: 'sum' as const,
  baseFirst: true,
  chain: 0.5,
  plain: true,
};

describe('limits of splits', () => {
  it('part two values just where a split sends them to different sides', () => {
    const { leq, lt, geq, gt } = splitKinds;
    for (let seed = 0; seed < 60; seed++) {
      const random = unitsFrom(seed);
      const trees = randomForest(random, { ...shape, kinds: [leq, lt, geq, gt] });
      const [limits] = splitLimits(trees);
      const nodes = [...trees.feature.keys()].filter((node) => trees.feature[node]! >= 0);
      const thresholds = nodes.map((node) => trees.threshold[node]!);
      const values = [...thresholds, ...Array.from({ length: 6 }, () => (random() - 0.5) * 8)];
      for (const a of values) {
        for (const b of values) {
          const parted = nodes.some((node) => goesLeft(trees, node, a) !== goesLeft(trees, node, b));
          expect(crossesSplit(a, b, { limits: limits!, isSingle: false })).toBe(parted);
        }
      }
    }
  });

  it('are none for splits on categories', () => {
    const trees = randomForest(unitsFrom(1), { ...shape, kinds: [splitKinds.member] });
    expect(splitLimits(trees)).toEqual([new Float64Array()]);
  });
});
