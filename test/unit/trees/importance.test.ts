import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTreeFile } from '../../../electron/engine/scoring/trees/readTreeFile';
import { readXgboost } from '../../../electron/engine/scoring/xgboost/readXgboost';
import { MeanAbsolute } from '../../../shared/explain/meanAbsolute';
import { forestSummary } from '../../../shared/trees/forestSummary';
import { readLightgbm } from '../../../shared/trees/lightgbm/readLightgbm';
import { pathDependentShap } from '../../../shared/trees/shap/pathDependentShap';
import { rowPaths, treeGame } from '../../../shared/trees/shap/treeGame';
import { splitImportance } from '../../../shared/trees/splitImportance';
import type { TreeEnsemble } from '../../../shared/trees/treeEnsemble';
import { expectedOf, fixtureFolder, fixtureText, inputRows } from './support/fixtures';
import { randomForest, unitsFrom } from './support/randomForest';

interface Importance {
  gain: number[];
  split: number[];
  shap: number[][];
}

const { models } = JSON.parse(fixtureText('importance.json')) as { models: Record<string, Importance> };
const names = Object.keys(models);

const meanAbsolute = (rows: readonly Float64Array[], groups: number) => {
  const means = new MeanAbsolute(groups);
  for (const row of rows) means.add(row);
  return { mean: means.mean, se: means.se() };
};

const largestGap = (found: ArrayLike<number>, wanted: ArrayLike<number>) =>
  Math.max(
    ...Array.from(wanted, (value, at) => Math.abs(found[at]! - value) / Math.max(1, Math.abs(value))),
    found.length === wanted.length ? 0 : Number.POSITIVE_INFINITY,
  );

describe('feature importance of trees', () => {
  // LightGBM adds in double precision, XGBoost in float32.
  it.each(names)("has the library's gains and splits: %s", (name) => {
    const { gain, splits } = splitImportance(read(name));
    expect([...splits]).toEqual(models[name]!.split);
    expect(largestGap(gain!, models[name]!.gain)).toBeLessThan(name.startsWith('lgb_') ? 1e-12 : 1e-6);
  });

  it.each(names)("has the mean |SHAP| of the library's pred_contrib: %s", (name) => {
    const trees = read(name);
    const rows = inputRows(expectedOf(name).inputs).filter((row) => !row.some((value) => Math.abs(value) === Infinity));
    const columns = trees.featureNames.map((_, at) => Float64Array.from(rows, (row) => row[at]!));
    const paths = rowPaths(trees, { rows: rows.length, columns });
    // The library's contributions of averaged forests are those of the sum of the trees.
    const scale = trees.aggregate === 'average' ? trees.roots.length / trees.outputs : 1;
    models[name]!.shap.forEach((wanted, output) => {
      const game = treeGame(trees, output);
      const values = rows.map((_, row) => pathDependentShap(game, paths, row).contributions);
      const found = meanAbsolute(values, game.groups).mean.map((value) => value * scale);
      expect(largestGap(found, wanted)).toBeLessThan(1e-6);
    });
  });

  it('counts the splits of a forest in whatever file it lies', async () => {
    const [text, onnx] = await Promise.all(
      ['candidate.txt', 'candidate.onnx'].map((file) => readTreeFile(path.join('samples/souq/models', file))),
    );
    const [one, other] = [splitImportance(text!.trees), splitImportance(onnx!.trees)];
    expect([...other.splits]).toEqual([...one.splits]);
    expect([one.gain !== null, other.gain]).toEqual([true, null]);
    const { trees, leaves, depth, featuresUsed } = forestSummary(text!.trees);
    expect(forestSummary(onnx!.trees)).toMatchObject({ trees, leaves, depth, featuresUsed });
  });

  it('covers every kind of file of the folder', () => {
    expect(names.length).toBeGreaterThanOrEqual(38);
  });

  it('counts every split of any forest once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const kinds = [0, 1, 6];
        const wish = {
          trees: 3,
          leaves: 5,
          features: 4,
          outputs: 1,
          kinds,
          chain: 0.5,
          aggregate: 'sum',
          baseFirst: false,
        } as const;
        const trees = randomForest(unitsFrom(seed), { ...wish, precision: 'float64' });
        const { splits } = splitImportance(trees);
        const summary = forestSummary(trees);
        expect(splits.reduce((sum, count) => sum + count, 0)).toBe(summary.splits);
        expect([summary.trees, summary.leaves, summary.splits]).toEqual([3, 15, 12]);
        expect(splits.filter((count) => count > 0)).toHaveLength(summary.featuresUsed);
        expect(summary.depth).toBeGreaterThanOrEqual(3);
        expect(summary.depth).toBeLessThanOrEqual(4);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the summary of a forest', () => {
  it('tells library, objective and link', () => {
    const trees = read('lgb_categorical_full');
    expect(trees.origin).toMatchObject({ library: 'LightGBM', version: 'v4', objective: 'binary sigmoid:1.5' });
    expect(forestSummary(trees)).toMatchObject({ trees: 6, link: 'sigmoid(1.5 x)', features: 6, outputs: 1 });
    expect(forestSummary(trees).categoricalSplits).toBeGreaterThan(0);
    const dart = read('xgb_dart');
    expect(dart.origin).toMatchObject({ library: 'XGBoost', booster: 'dart', objective: 'reg:squarederror' });
    expect(forestSummary(dart)).toMatchObject({ link: 'none', depth: 3, precision: 'float32' });
  });
});

describe('the mean of absolute values', () => {
  // |1|, |-3|: mean 2, deviation sqrt(2), error sqrt(2)/sqrt(2) = 1. |0|, |4|: mean 2, deviation sqrt(8), error 2.
  it('has the standard error of a mean', () => {
    const { mean, se } = meanAbsolute([Float64Array.of(1, 0), Float64Array.of(-3, 4)], 2);
    expect([...mean]).toEqual([2, 2]);
    expect(se![0]).toBeCloseTo(1, 12);
    expect(se![1]).toBeCloseTo(2, 12);
    expect(meanAbsolute([Float64Array.of(-5)], 1)).toEqual({ mean: Float64Array.of(5), se: null });
  });

  it('does not depend on the order of rows or on signs', () => {
    const rows = fc.array(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 20,
    });
    fc.assert(
      fc.property(rows, (values) => {
        const of = (list: number[][]) =>
          meanAbsolute(
            list.map((row) => Float64Array.from(row)),
            3,
          );
        const [one, other] = [of(values), of(values.toReversed().map((row) => row.map((value) => -value)))];
        one.mean.forEach((value, at) => {
          expect(other.mean[at]).toBeCloseTo(value, 5);
        });
        one.se!.forEach((value, at) => {
          expect(other.se![at]).toBeCloseTo(value, 4);
        });
      }),
    );
  });
});

function read(name: string): TreeEnsemble {
  if (name.startsWith('lgb_')) return readLightgbm(fixtureText(`${name}.txt`), name);
  const file = ['json', 'ubj']
    .map((end) => `${name}.${end}`)
    .find((each) => existsSync(path.join(fixtureFolder, each)))!;
  return readXgboost(readFileSync(path.join(fixtureFolder, file)), file);
}
