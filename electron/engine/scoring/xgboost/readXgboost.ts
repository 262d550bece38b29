import { ForestBuilder } from '../../../../shared/trees/forestBuilder';
import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import { RankscopeError } from '../../../../shared/wire/errors';
import { DocumentPart } from './documentPart';
import { objectiveOf } from './objectives';
import { readTree } from './readTree';
import { readUbjson, UbjsonError } from './ubjson';

/** JSON takes several times its size in memory while it is read. */
const largestJson = 250_000_000;
const latestVersion = 3;

/**
 * Reads an XGBoost model, JSON or UBJSON (XGBoost 1 to 3; `gbtree` and `dart`). Trees, leaves and sums are float32, as
 * in the library. The trees are those that `predict` uses: all of them, but only those up to the best iteration where
 * the scikit-learn interface saved a model that stopped early. A file that is truncated, inconsistent, of a later
 * version, linear, or with vector leaves is refused: the message names `file`, the place and the reason.
 */
export function readXgboost(bytes: Buffer, file: string): TreeEnsemble {
  const document = new DocumentPart(parse(bytes, file), file);
  checkVersion(document);
  const learner = document.at('learner');
  const { model, weights } = booster(learner.at('gradient_booster'));
  const outputs = outputCount(learner);
  const trees = model.at('trees').parts();
  if (trees.length === 0) throw model.refuse('this model has no trees');
  const info = model.at('tree_info').integers(trees.length, 0, outputs - 1);
  const used = usedTrees(learner, model, trees.length, outputs);
  const forest = new ForestBuilder();
  for (let at = 0; at < used; at++) readTree(trees[at]!, info[at]!, weights?.numbers(trees.length)[at] ?? 1, forest);
  const objective = learner.at('objective').at('name');
  const known = objectiveOf(objective.text());
  if (!known) {
    const text = `the objective "${objective.text().slice(0, 40)}" is not known, so neither is what predict makes of a raw score`;
    throw objective.refuse(text, 'Export the model to ONNX, or give its scores as a file.');
  }
  return forest.finish(
    {
      featureNames: featureNames(learner),
      outputs,
      base: baseScores(learner, outputs, known.toRaw),
      aggregate: 'sum',
      baseFirst: true,
      precision: 'float32',
      link: { name: known.link, scale: 1 },
      origin: {
        library: 'XGBoost',
        version: document.at('version').integers(undefined, 0).join('.'),
        booster: learner.at('gradient_booster').at('name').text(),
        objective: objective.text(),
      },
    },
    (tree, text) => (trees[tree ?? 0] ?? model).refuse(`this tree cannot be used: ${text}`),
  );
}

function parse(bytes: Buffer, file: string): unknown {
  const refuse = (reason: string, cause: unknown) =>
    new RankscopeError(
      {
        code: 'input',
        message: `${file} is not a readable XGBoost model: ${reason}.`,
        hint: 'The file may be truncated or still be a Git LFS pointer; save or fetch it again.',
        where: { file },
      },
      { cause },
    );
  try {
    if (isUbjson(bytes)) return readUbjson(bytes);
    if (bytes.length > largestJson) throw new RangeError('as JSON it is too large; save it as .ubj');
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll(/\s+/g, ' ').slice(0, 200) : String(error);
    throw refuse(error instanceof UbjsonError ? `at byte ${error.position}, ${reason}` : reason, error);
  }
}

/** In UBJSON the length of the first key follows the brace, in JSON its quote. */
export function isUbjson(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7b && 'iUIlL#$'.includes(String.fromCharCode(bytes[1] ?? 0));
}

function checkVersion(document: DocumentPart): void {
  const version = document.at('version');
  const [major = 0] = version.integers(undefined, 0);
  if (major <= latestVersion) return;
  throw version.refuse(
    `it was saved by XGBoost ${major}, and models up to XGBoost ${latestVersion} are read`,
    'Save it with an earlier release, export it to ONNX, or give its scores as a file.',
  );
}

function booster(part: DocumentPart): { model: DocumentPart; weights: DocumentPart | null } {
  const name = part.at('name').text();
  if (name === 'gbtree') return { model: part.at('model'), weights: null };
  if (name === 'dart') return { model: part.at('gbtree').at('model'), weights: part.at('weight_drop') };
  const text =
    name === 'gblinear'
      ? 'this is a linear model (gblinear), not one of trees'
      : `the booster "${name.slice(0, 40)}" is not known`;
  throw part.refuse(text, 'Export the model to ONNX, or give its scores as a file.');
}

function outputCount(learner: DocumentPart): number {
  const parameters = learner.at('learner_model_param');
  const classes = parameters.maybe('num_class')?.count() ?? 0;
  const targets = parameters.maybe('num_target')?.count() ?? 1;
  const outputs = Math.max(classes, targets, 1);
  if (outputs > 100_000) throw parameters.refuse(`${outputs} outputs are too many`);
  return outputs;
}

function usedTrees(learner: DocumentPart, model: DocumentPart, trees: number, outputs: number): number {
  const attributes = learner.maybe('attributes');
  const best = attributes?.maybe('best_iteration');
  if (!best || !attributes?.maybe('scikit_learn')) return trees;
  const iteration = best.count();
  const starts = model.maybe('iteration_indptr')?.integers(undefined, 0, trees);
  const parallel = model.maybe('gbtree_model_param')?.maybe('num_parallel_tree')?.count() ?? 1;
  const used = starts ? starts[iteration + 1] : (iteration + 1) * outputs * Math.max(1, parallel);
  if (used === undefined || used > trees) throw best.refuse(`the best iteration ${iteration} is not in the file`);
  return used;
}

function featureNames(learner: DocumentPart): string[] {
  const count = learner.at('learner_model_param').at('num_feature').count();
  const names = learner.maybe('feature_names');
  const listed = names?.texts() ?? [];
  if (listed.length > 0 && listed.length !== count) {
    throw names!.refuse(`there are ${listed.length} feature names for ${count} features`);
  }
  if (count > 1_000_000) throw learner.refuse(`${count} features are too many`);
  return listed.length > 0 ? listed : Array.from({ length: count }, (_, at) => `f${at}`);
}

/** One number, or since XGBoost 3.1 a list with one for each output. */
function baseScores(learner: DocumentPart, outputs: number, toRaw: (base: number) => number): Float64Array {
  const part = learner.at('learner_model_param').at('base_score');
  const inner = part
    .text()
    .trim()
    .replace(/^\[(.*)\]$/s, '$1');
  const numbers = inner.split(',').map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
  if (numbers.length !== 1 && numbers.length !== outputs) {
    throw part.refuse(`there are ${numbers.length} base scores for ${outputs} outputs`);
  }
  return Float64Array.from({ length: outputs }, (_, output) => {
    const value = Math.fround(toRaw(Math.fround(numbers[numbers.length === 1 ? 0 : output]!)));
    if (Number.isFinite(value)) return value;
    throw part.refuse(`the base score "${part.text().slice(0, 40)}" is not a number that this objective can have`);
  });
}
