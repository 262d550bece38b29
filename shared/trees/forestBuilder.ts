import { ensembleProblem } from './ensembleProblem';
import type { TreeEnsemble } from './treeEnsemble';

type Head = Pick<
  TreeEnsemble,
  'featureNames' | 'outputs' | 'base' | 'aggregate' | 'baseFirst' | 'precision' | 'link' | 'origin'
>;

/** Arrays of nodes that grow while a file is read. Readers take room for a tree's nodes and fill it by index. */
export class ForestBuilder {
  feature = new Int32Array(1024);
  threshold = new Float64Array(1024);
  left = new Int32Array(1024);
  right = new Int32Array(1024);
  kind = new Uint8Array(1024);
  flags = new Uint8Array(1024);
  value = new Float64Array(1024);
  cover = new Float64Array(1024);
  gain = new Float64Array(1024);
  /** False as soon as one tree does not tell. */
  hasCover = true;
  hasGain = true;
  #size = 0;
  readonly #roots: number[] = [];
  readonly #treeOutput: number[] = [];
  readonly #categories: number[] = [];
  readonly #categoryStarts: number[] = [0];

  /** Room for the `nodes` nodes of a tree, all of them leaves of value 0 so far. Returns the index of the first. */
  addTree(output: number, nodes: number, root = 0): number {
    const first = this.#size;
    this.#size += nodes;
    if (this.#size > this.feature.length) this.#grow();
    this.feature.fill(-1, first, this.#size);
    this.#roots.push(first + root);
    this.#treeOutput.push(output);
    return first;
  }

  get trees(): number {
    return this.#roots.length;
  }

  get nodes(): number {
    return this.#size;
  }

  /** Words of all sets of categories so far. */
  get categoryWords(): number {
    return this.#categories.length;
  }

  /** Adds a bit set of categories and returns its index, the `threshold` of a split of the kind `member`. */
  addCategories(words: Iterable<number>): number {
    for (const word of words) this.#categories.push(word);
    this.#categoryStarts.push(this.#categories.length);
    return this.#categoryStarts.length - 2;
  }

  /** The finished forest, checked. `refuse` makes the error of the first fault. */
  finish(head: Head, refuse: (tree: number | null, text: string) => Error): TreeEnsemble {
    const size = this.#size;
    const trees: TreeEnsemble = {
      ...head,
      roots: Int32Array.from(this.#roots),
      treeOutput: Int32Array.from(this.#treeOutput),
      feature: this.feature.slice(0, size),
      threshold: this.threshold.slice(0, size),
      left: this.left.slice(0, size),
      right: this.right.slice(0, size),
      kind: this.kind.slice(0, size),
      flags: this.flags.slice(0, size),
      value: this.value.slice(0, size),
      cover: this.hasCover ? this.cover.slice(0, size) : null,
      gain: this.hasGain ? this.gain.slice(0, size) : null,
      categories: Uint32Array.from(this.#categories),
      categoryStarts: Int32Array.from(this.#categoryStarts),
    };
    const problem = ensembleProblem(trees);
    if (problem) throw refuse(problem.tree, problem.text);
    return trees;
  }

  #grow(): void {
    const length = Math.max(this.#size, this.feature.length * 2);
    this.feature = grown(this.feature, new Int32Array(length));
    this.threshold = grown(this.threshold, new Float64Array(length));
    this.left = grown(this.left, new Int32Array(length));
    this.right = grown(this.right, new Int32Array(length));
    this.kind = grown(this.kind, new Uint8Array(length));
    this.flags = grown(this.flags, new Uint8Array(length));
    this.value = grown(this.value, new Float64Array(length));
    this.cover = grown(this.cover, new Float64Array(length));
    this.gain = grown(this.gain, new Float64Array(length));
  }
}

function grown<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}
