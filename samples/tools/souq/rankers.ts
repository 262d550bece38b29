import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readLightgbm } from '../../../shared/trees/lightgbm/readLightgbm';
import { scoreRow } from '../../../shared/trees/scoreRow';
import { at, type FeatureName, featureNames } from './features';

/** The score of the row of all features that begins at `offset`. */
export type Ranker = (rows: Float64Array, offset: number) => number;

const files: Record<string, string> = { v41: 'baseline.txt', v42: 'candidate.txt', v43: 'leaking.txt' };

/** The hand-written ranker that ran before there was a model. */
const v40: Ranker = (rows, offset) =>
  2 * rows[offset + at('ann_score')]! +
  6 * rows[offset + at('i_ctr_28d')]! +
  0.8 * rows[offset + at('x_text_match')]! +
  rows[offset + at('x_affinity')]!;

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
  const row = new Float64Array(places.length);
  return (rows, offset) => {
    for (let feature = 0; feature < row.length; feature++) row[feature] = rows[offset + places[feature]!]!;
    return scoreRow(trees, row)[0]!;
  };
}
