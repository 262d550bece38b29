import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compileForest } from '../../../shared/trees/compileForest';
import { readLightgbm } from '../../../shared/trees/lightgbm/readLightgbm';
import { scoreRows } from '../../../shared/trees/scoreRows';
import { at, type FeatureName, featureNames, width } from './features';

/** The scores of rows of all features, which stand one after another. */
export type Ranker = (matrix: Float64Array) => Float64Array;

const files: Record<string, string> = { v41: 'baseline.txt', v42: 'candidate.txt', v43: 'leaking.txt' };

/** The hand-written ranker that ran before there was a model. */
const v40: Ranker = (matrix) =>
  Float64Array.from({ length: matrix.length / width }, (_, row) => {
    const of = (feature: FeatureName) => matrix[row * width + at(feature)]!;
    return 2 * of('ann_score') + 6 * of('i_ctr_28d') + 0.8 * of('x_text_match') + of('x_affinity');
  });

/** Ranker by model version, for the trained models that are in `folder`. */
export function loadRankers(folder: string): Map<string, Ranker> {
  const rankers = new Map([['v40', v40]]);
  for (const [version, file] of Object.entries(files)) {
    const full = path.join(folder, file);
    if (existsSync(full)) rankers.set(version, readRanker(readFileSync(full, 'utf8')));
  }
  return rankers;
}

/** A LightGBM text model as a ranker over rows of all features. */
export function readRanker(text: string): Ranker {
  const trees = readLightgbm(text, 'the model');
  const places = trees.featureNames.map((name) => {
    const place = featureNames.indexOf(name as FeatureName);
    if (place < 0) throw new Error(`The model reads ${name}, which is no feature of this world.`);
    return place;
  });
  const forest = compileForest(trees);
  return (matrix) => {
    const rows = matrix.length / width;
    const inputs = new Float64Array(rows * places.length);
    for (let row = 0, cell = 0; row < rows; row++) {
      for (const place of places) inputs[cell++] = matrix[row * width + place]!;
    }
    return scoreRows(forest, inputs, rows);
  };
}
