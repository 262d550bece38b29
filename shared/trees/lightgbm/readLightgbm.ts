import { ForestBuilder } from '../forestBuilder';
import type { TreeEnsemble } from '../treeEnsemble';
import { type ModelText, refuseText, shorten, splitModelText } from './modelText';
import { objectiveLink } from './objectiveLink';
import { readTree } from './readTree';
import { integerOf, numbersOf } from './textNumbers';

const knownVersions = ['v2', 'v3', 'v4'];

/**
 * Reads a LightGBM text model (`Booster.save_model`, formats v2 to v4). All trees of the file are used, as `predict`
 * does with a loaded model. A file that is truncated, edited into something inconsistent, of a later format, or with
 * linear trees is refused: the message names `file`, the line and the reason.
 *
 * Averaging models (rf): the raw score here is the mean over the trees; LightGBM's own `raw_score` is their sum.
 */
export function readLightgbm(text: string, file: string): TreeEnsemble {
  const model = splitModelText(text, file);
  checkVersion(model, file);
  const outputs = integerOf(file, headField(model, file, 'num_tree_per_iteration'), 1);
  const featureNames = readFeatures(model, file);
  const { trees } = model;
  const sizes = model.head.get('tree_sizes');
  if (sizes) numbersOf(file, sizes, trees.length);
  if (trees.length === 0) throw refuseText(file, null, 'this model has no trees');
  if (trees.length % outputs !== 0) {
    throw refuseText(file, trees.at(-1)!.line, `${trees.length} trees are not whole iterations of ${outputs} trees`);
  }
  const forest = new ForestBuilder();
  for (const [index, tree] of trees.entries()) readTree(file, tree, index % outputs, forest);
  return forest.finish(
    {
      featureNames,
      outputs,
      base: new Float64Array(outputs),
      aggregate: model.head.has('average_output') ? 'average' : 'sum',
      baseFirst: true,
      precision: 'float64',
      link: readLink(model, file),
      origin: {
        library: 'LightGBM',
        version: headField(model, file, 'version').value,
        booster: model.head.has('average_output') ? 'rf' : null,
        objective: model.head.get('objective')?.value ?? null,
      },
    },
    (tree, problem) => refuseText(file, trees[tree ?? 0]?.line ?? null, `tree ${tree ?? 0} cannot be used: ${problem}`),
  );
}

function checkVersion(model: ModelText, file: string): void {
  const version = headField(model, file, 'version');
  if (knownVersions.includes(version.value)) return;
  throw refuseText(
    file,
    version.line,
    `the model format "${shorten(version.value)}" is not known; LightGBM's formats v2 to v4 are read`,
    'Save the model with LightGBM 2 to 4, export it to ONNX, or give its scores as a file.',
  );
}

function readFeatures(model: ModelText, file: string): string[] {
  const field = headField(model, file, 'feature_names');
  const names = field.value.trim().split(' ');
  const count = integerOf(file, headField(model, file, 'max_feature_idx'), 0) + 1;
  if (names.length !== count) {
    throw refuseText(file, field.line, `there are ${names.length} feature names for ${count} features`);
  }
  return names;
}

function readLink(model: ModelText, file: string) {
  const field = model.head.get('objective');
  const link = objectiveLink(field?.value ?? '');
  if (link) return link;
  throw refuseText(
    file,
    field!.line,
    `the objective "${shorten(field!.value)}" is not known, so neither is what predict makes of a raw score`,
    'Export the model to ONNX, or give its scores as a file.',
  );
}

function headField(model: ModelText, file: string, name: string) {
  const field = model.head.get(name);
  if (field) return field;
  throw refuseText(file, 1, `the head of the model has no "${name}"`);
}
