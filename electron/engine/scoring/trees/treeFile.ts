import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import type { ModelSignature } from '../modelRuntime';

/** A file that is one forest, and the forest as a model. */
export interface TreeFile {
  trees: TreeEnsemble;
  /** What it takes and gives; under the names of the file, where it has any. */
  signature: ModelSignature;
  /**
   * By output that can be scored: whether it is the prediction (raw score through `trees.link`) or the raw score, and
   * whether it is rounded to float32. The signature may have others, such as the label of a classifier.
   */
  tensors: Record<string, { scale: 'prediction' | 'raw'; rounded: boolean }>;
  /** Whether it is scored here at least as fast as ONNX Runtime would; true where there is no choice. */
  fast: boolean;
}
