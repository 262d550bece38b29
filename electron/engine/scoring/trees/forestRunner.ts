import { type CompiledForest, compileForest } from '../../../../shared/trees/compileForest';
import { applyLink } from '../../../../shared/trees/links';
import { pickOutputs } from '../../../../shared/trees/pickOutputs';
import { scoreRows } from '../../../../shared/trees/scoreRows';
import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import { RankscopeError } from '../../../../shared/wire/errors';
import type { Batch } from '../modelRuntime';
import { columnOf } from '../takeColumn';
import type { TreeFile } from './treeFile';

/** Scores batches by a forest in the calling thread. What it compiles depends on the outputs that are asked for. */
export class ForestRunner {
  readonly #file: TreeFile;
  readonly #compiled = new Map<string, CompiledForest>();

  constructor(file: TreeFile) {
    this.#file = file;
  }

  /** For each output of a batch, one column of the raw scores or of the predictions. */
  run(batch: Batch): Float64Array[] {
    const { trees, tensors } = this.#file;
    const [input] = batch.inputs;
    const columns = batch.outputs.map((output) => columnOf(output, trees.outputs));
    const all = trees.link.name.startsWith('softmax');
    const picked = all ? [...trees.base.keys()] : [...new Set(columns)];
    const forest = this.#forest(picked, input!.width);
    const raw = scoreRows(forest, input!.data as Float32Array | Float64Array, batch.rows);
    const linked = batch.outputs.some(({ tensor }) => tensors[tensor]!.scale === 'prediction');
    const predicted = linked ? applyLink(trees.link, raw.slice(), picked.length) : raw;
    return batch.outputs.map(({ tensor }, at) => {
      const { scale, rounded } = tensors[tensor]!;
      const scores = column(scale === 'raw' ? raw : predicted, picked.indexOf(columns[at]!), picked.length);
      return rounded ? scores.map(Math.fround) : scores;
    });
  }

  #forest(outputs: readonly number[], width: number): CompiledForest {
    const key = `${outputs.join()} of ${width}`;
    let forest = this.#compiled.get(key);
    if (!forest) {
      forest = compileForest(pickOutputs(withWidth(this.#file.trees, width), outputs));
      this.#compiled.set(key, forest);
    }
    return forest;
  }
}

function column(values: Float64Array, at: number, width: number): Float64Array {
  if (width === 1) return values.slice();
  return Float64Array.from({ length: values.length / width }, (_, row) => values[row * width + at]!);
}

/** The forest over rows of `width` values: a file may leave open how many there are. */
export function withWidth(trees: TreeEnsemble, width: number): TreeEnsemble {
  if (trees.featureNames.length === width) return trees;
  const asked = trees.feature.reduce((most, feature) => Math.max(most, feature), -1) + 1;
  if (asked > width) {
    throw new RankscopeError({
      code: 'input',
      message: `The model cannot be scored: its trees ask for ${asked} features, and ${width} are listed.`,
      hint: 'List all of them in order under features: of this model in case.yaml.',
    });
  }
  return { ...trees, featureNames: Array.from({ length: width }, (_, at) => trees.featureNames[at] ?? `f${at}`) };
}
