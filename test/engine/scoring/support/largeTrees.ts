import { statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { scoreModels } from '../../../../electron/engine/scoring/scoreModels';
import { scoreRow } from '../../../../shared/trees/scoreRow';
import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import { jsonOf, lightgbmText, ubjsonOf, xgboostDocument } from '../../../unit/trees/support/modelFiles';
import { writeOnnxGraph } from '../../../unit/trees/support/onnxFileWriter';
import { regressorGraph } from '../../../unit/trees/support/onnxForest';
import { randomForest, unitsFrom } from '../../../unit/trees/support/randomForest';
import { caseOf, logFeatures, readScores, withSession } from './scoringCase';

const shape = {
  leaves: 31,
  features: 6,
  outputs: 1,
  aggregate: 'sum' as const,
  baseFirst: true,
  chain: 0.3,
  plain: true,
};
const rows = [
  [1, 0, -1, 2.5, -3, 0.25],
  [0, 1, 3, -2, 1.5, -0.5],
  [Number.NaN, 2, Number.NaN, 1, -1, 3],
];

/** The formats of tree models: how a forest is written, and what it must be for that. */
export const treeFormats = {
  'LightGBM text': { file: 'm.txt', format: 'lightgbm', precision: 'float64', kind: 0, write: lightgbmText },
  'XGBoost JSON': {
    ...{ file: 'm.json', format: 'xgboost', precision: 'float32' as const, kind: 1 },
    write: (trees: TreeEnsemble) => jsonOf(xgboostDocument(trees)),
  },
  'XGBoost UBJSON': {
    ...{ file: 'm.ubj', format: 'xgboost', precision: 'float32' as const, kind: 1 },
    write: (trees: TreeEnsemble) => ubjsonOf(xgboostDocument(trees)),
  },
  ONNX: {
    ...{ file: 'm.onnx', format: 'onnx', precision: 'float32' as const, kind: 0 },
    write: (trees: TreeEnsemble) => writeOnnxGraph(regressorGraph(trees)),
  },
} as const;

/** Scores a forest of at least that many megabytes, and the same file cut in the middle, over three rows. */
export function scoreLargeTrees(name: keyof typeof treeFormats, megabytes: number) {
  const { file, format, precision, kind, write } = treeFormats[name];
  const forestOf = (trees: number) => {
    const forest = randomForest(unitsFrom(1), { ...shape, trees, precision, kinds: [kind] });
    // The formats differ in where they keep a base.
    forest.base.fill(0);
    return forest;
  };
  const bytesOfTree = Buffer.byteLength(write(forestOf(200)) as string) / 200;
  const trees = forestOf(Math.ceil((megabytes * 1.05e6) / bytesOfTree));
  return withSession(async (db, folder) => {
    await logFeatures(db, trees.featureNames, rows, 'DOUBLE');
    const [whole, cut] = [path.join(folder, file), path.join(folder, `cut.${file}`)];
    const content = write(trees);
    for (const each of [whole, cut]) writeFileSync(each, content);
    const { size } = statSync(whole);
    truncateSync(cut, Math.floor(size / 2));
    const models = [cut, whole].map((each) => ({ name: path.basename(each), file: path.basename(each), format }));
    const started = performance.now();
    const records = await scoreModels({ db, case: caseOf(models), folder, sessionDir: folder, union: false });
    return {
      bytes: size,
      trees: trees.roots.length,
      seconds: (performance.now() - started) / 1000,
      reasons: records.map(({ reason }) => reason),
      scores: await readScores(db, 2),
      expected: rows.map((row) => scoreRow(trees, row)[0]),
    };
  });
}
