import { createHash } from 'node:crypto';
import type { Blending } from '../../../shared/blend/valueModel';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { ortVersion } from './ortVersion';
import { treesVersion } from './trees/treeSession';

/** Counts up with the format of score tables: an older table with another number is made again. */
const scoresVersion = 2;

/** What the scores of a model depend on beside the case's words about it. */
export interface KeyInputs {
  /** Key of the feature and row tables; absent where nothing is kept. */
  tablesKey?: string;
  union: boolean;
  fileSha256: string | null;
  /** Hashes of the files that hold an ONNX model's weights. */
  weights?: readonly string[];
}

/** The key of everything that one pass over the log gives: of the score, or of the scores of all objectives. */
export function modelKey(model: ResolvedModel, { tablesKey, union, fileSha256, weights = [] }: KeyInputs): string {
  const { kind, columns, features, rename, missing, inputs, featuresFrom, listwise } = model;
  return keyOf([
    scoresVersion,
    kind === 'lightgbm' || kind === 'xgboost' ? treesVersion : `${ortVersion} or ${treesVersion}`,
    tablesKey ?? '',
    union,
    kind,
    fileSha256,
    weights,
    columns,
    features,
    rename,
    missing,
    inputs,
    model.objectives ? Object.values(model.objectives) : model.output,
    featuresFrom,
    listwise,
  ]);
}

/** The key of one objective, by the key of its pass and its output. */
export function headKey(passKey: string, output: string): string {
  return keyOf(['head', passKey, output]);
}

/** The key of a blend, by the keys of its parts; `training`: content and columns of the training predictions that it reads. */
export function blendKey(
  parts: readonly { key: string; weight: number }[],
  { value, normalize }: Blending,
  training: readonly string[],
): string {
  return keyOf(['blend', scoresVersion, value, normalize, parts.map(({ key, weight }) => [key, weight]), training]);
}

function keyOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
