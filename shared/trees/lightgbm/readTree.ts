import type { ForestBuilder } from '../forestBuilder';
import { splitFlags, splitKinds } from '../treeEnsemble';
import { type ModelText, refuseText, type TextField } from './modelText';
import { integerOf, integersOf, numbersOf } from './textNumbers';

/** Bits of `decision_type` (LightGBM's tree.h), and the missing types in its bits 2 and 3. */
const decision = { categorical: 1, defaultLeft: 2 } as const;
const missingTypes = { none: 0, zero: 1, nan: 2 } as const;

/** Adds one tree of a LightGBM text model: its splits, then its leaves, in the file's order. */
export function readTree(file: string, tree: ModelText['trees'][number], output: number, forest: ForestBuilder): void {
  const field = (name: string): TextField => {
    const found = tree.fields.get(name);
    if (found) return found;
    throw refuseText(file, tree.line, `this tree has no "${name}"`);
  };
  const linear = tree.fields.get('is_linear');
  if (linear && linear.value.trim() !== '0') {
    const text = 'this tree has linear models in its leaves (linear_tree), which are not read';
    throw refuseText(file, linear.line, text, 'Train without linear_tree, or give the scores of this model as a file.');
  }
  const leaves = integerOf(file, field('num_leaves'), 1);
  const splits = leaves - 1;
  const values = numbersOf(file, field('leaf_value'), leaves);
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0)
    throw refuseText(file, field('leaf_value').line, `the value of leaf ${odd} is ${values[odd]}, not a finite number`);
  const first = forest.addTree(output, splits + leaves);
  forest.value.set(values, first + splits);
  if (splits > 0) readSplits(file, field, forest, first, splits);
  readCounts(file, tree.fields, forest, first, splits);
}

function readSplits(
  file: string,
  field: (name: string) => TextField,
  forest: ForestBuilder,
  first: number,
  splits: number,
) {
  const types = integersOf(file, field('decision_type'), splits);
  const thresholds = numbersOf(file, field('threshold'), splits);
  const sets = integerOf(file, field('num_cat'), 0) > 0 ? readSets(file, field) : [];
  const feature = integersOf(file, field('split_feature'), splits);
  const negative = feature.find((index) => index < 0);
  if (negative !== undefined) throw refuseText(file, field('split_feature').line, `there is no feature ${negative}`);
  forest.feature.set(feature, first);
  for (let split = 0; split < splits; split++) {
    const [type, threshold, node] = [types[split]!, thresholds[split]!, first + split];
    if (type & decision.categorical) {
      const words = sets[threshold];
      if (!words)
        throw refuseText(file, field('threshold').line, `split ${split} names the set ${threshold} of ${sets.length}`);
      forest.kind[node] = splitKinds.member;
      forest.threshold[node] = forest.addCategories(words);
    } else {
      forest.threshold[node] = threshold;
      forest.flags[node] = numericFlags(file, field('decision_type'), type, threshold);
    }
  }
  for (const [name, target] of [
    ['left_child', forest.left],
    ['right_child', forest.right],
  ] as const) {
    readChildren(file, field(name), target, first, splits);
  }
}

/** A row without a missing type takes NaN as 0. */
function numericFlags(file: string, field: TextField, type: number, threshold: number): number {
  const left = type & decision.defaultLeft ? splitFlags.missingLeft : 0;
  switch ((type >> 2) & 3) {
    case missingTypes.none:
      return threshold >= 0 ? splitFlags.missingLeft : 0;
    case missingTypes.zero:
      return left | splitFlags.zeroIsMissing;
    case missingTypes.nan:
      return left;
    default:
      throw refuseText(file, field.line, `"decision_type" holds ${type}, whose missing type is not known`);
  }
}

/** A child below 0 is the leaf `~child`. */
function readChildren(file: string, field: TextField, target: Int32Array, first: number, splits: number): void {
  integersOf(file, field, splits).forEach((child, split) => {
    if (child >= splits || ~child > splits) {
      throw refuseText(
        file,
        field.line,
        `the child ${child} of split ${split} is out of range: there are ${splits} splits`,
      );
    }
    target[first + split] = child >= 0 ? first + child : first + splits + ~child;
  });
}

function readSets(file: string, field: (name: string) => TextField): Uint32Array[] {
  const count = integerOf(file, field('num_cat'), 1);
  const bounds = integersOf(file, field('cat_boundaries'), count + 1);
  if (bounds[0] !== 0 || bounds.some((bound, at) => bound < (bounds[at - 1] ?? 0))) {
    throw refuseText(file, field('cat_boundaries').line, '"cat_boundaries" do not ascend from 0');
  }
  const words = numbersOf(file, field('cat_threshold'), bounds[count]!);
  if (words.some((word) => word !== word >>> 0)) {
    throw refuseText(file, field('cat_threshold').line, '"cat_threshold" holds a number that is no word of 32 bits');
  }
  return Array.from({ length: count }, (_, set) => Uint32Array.from(words.subarray(bounds[set], bounds[set + 1])));
}

function readCounts(
  file: string,
  fields: Map<string, TextField>,
  forest: ForestBuilder,
  first: number,
  splits: number,
) {
  const [inner, leaf, gain] = [fields.get('internal_count'), fields.get('leaf_count'), fields.get('split_gain')];
  if (leaf && (inner || splits === 0)) {
    if (inner && splits > 0) forest.cover.set(numbersOf(file, inner, splits), first);
    forest.cover.set(numbersOf(file, leaf, splits + 1), first + splits);
  } else if (splits > 0) {
    forest.hasCover = false;
  }
  if (gain && splits > 0) forest.gain.set(numbersOf(file, gain, splits), first);
  else if (splits > 0) forest.hasGain = false;
}
