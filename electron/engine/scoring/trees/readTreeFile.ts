import { readFile, stat } from 'node:fs/promises';
import { readLightgbm } from '../../../../shared/trees/lightgbm/readLightgbm';
import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import { RankscopeError } from '../../../../shared/wire/errors';
import { isOnnxFile } from '../onnxFile';
import { readOnnxTrees } from '../onnxTrees/readOnnxTrees';
import { readXgboost } from '../xgboost/readXgboost';
import type { TreeFile } from './treeFile';

/** The longest text that JavaScript holds is a little longer; a forest of this size has about five million leaves. */
const largestFile = 500_000_000;

/** The two outputs of a LightGBM or XGBoost model: what the library's `predict` gives, and the score before the link. */
export const treeOutputs = { prediction: 'prediction', raw: 'raw' } as const;

/**
 * Reads a file that is one forest, whatever library wrote it: its first bytes tell which. Null for an ONNX file that is
 * something else. Blocks the thread while it parses (a second for 20 MB), so it belongs into a worker where files may
 * be large. A file that cannot be used is refused in a sentence that names it.
 */
export async function readTreeFile(file: string): Promise<TreeFile | null> {
  const { size } = await stat(file);
  const isOnnx = /\.onnx$/i.test(file);
  if (size > largestFile && isOnnx) return null;
  if (size > largestFile) {
    throw new RankscopeError({
      code: 'too_large',
      message: `${file} has ${Math.round(size / 1e6)} MB; models of trees are read up to ${largestFile / 1e6} MB.`,
      hint: 'Give the scores of this model as a file.',
      where: { file },
    });
  }
  const bytes = await readFile(file);
  if (isOnnx) return readOnnxTrees(bytes, file);
  if (/^tree\r?\n/.test(bytes.toString('latin1', 0, 8))) return libraryFile(readLightgbm(bytes.toString('utf8'), file));
  if (/^\s*\{/.test(bytes.toString('latin1', 0, 64))) return libraryFile(readXgboost(bytes, file));
  if (isOnnxFile(bytes)) return readOnnxTrees(bytes, file);
  throw new RankscopeError({
    code: 'input',
    message: `${file} is neither a LightGBM text model nor an XGBoost model in JSON or UBJSON.`,
    hint: 'The file may be truncated, packed, or still be a Git LFS pointer; export or fetch it again.',
    where: { file },
  });
}

/** One float64 matrix of the features, and the outputs `prediction` and `raw`. */
function libraryFile(trees: TreeEnsemble): TreeFile {
  const { featureNames, outputs } = trees;
  return {
    trees,
    signature: {
      inputs: [{ name: 'features', type: 'float64', shape: [null, featureNames.length] }],
      outputs: Object.values(treeOutputs).map((name) => ({ name, type: 'float64', shape: [null, outputs] })),
      features: featureNames,
      zipMaps: [],
    },
    tensors: { prediction: { scale: 'prediction', rounded: false }, raw: { scale: 'raw', rounded: false } },
    fast: true,
  };
}
