import { readFile } from 'node:fs/promises';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { ModelPage } from '../../../shared/models/modelSchemas';
import { type ForestSummary, forestSummary } from '../../../shared/trees/forestSummary';
import type { ModelSignature, TensorInfo } from '../scoring/modelRuntime';
import { featureOrder } from '../scoring/onnxFeatures';
import { readOnnxFile } from '../scoring/onnxFile';
import { readOnnxOutline } from '../scoring/onnxOutline';
import { readTrees } from '../scoring/processRuntime';
import { refuseHuge } from '../scoring/weightFiles';

/** What a model file holds, told without running it. */
export interface ModelContent {
  format: string;
  signature: ModelSignature;
  /** Names of its features by place in its one matrix; null where it names none. */
  names: string[] | null;
  forest: ForestSummary | null;
  graph: ModelPage['graph'];
  /** Files beside it that hold weights, as it names them. */
  weights: string[];
}

/** Reads a model file of a kind that is run. One that cannot be read is refused in a sentence that names it. */
export function modelContent(
  file: string,
  { kind, features }: Pick<ResolvedModel, 'kind' | 'features'>,
  mlflow: boolean,
): Promise<ModelContent> {
  return kind === 'onnx' ? onnxContent(file, mlflow ? features : null) : forestContent(file);
}

async function forestContent(file: string): Promise<ModelContent> {
  const found = await readTrees(file);
  if (!found) throw new Error(`${file} is of a kind of trees, and holds none`);
  const { trees, signature } = found;
  const { library, version, booster } = trees.origin ?? { library: 'trees', version: '', booster: null };
  return {
    format: [library, version, booster].filter((each) => each).join(' '),
    signature,
    names: trees.featureNames,
    forest: forestSummary(trees),
    graph: null,
    weights: [],
  };
}

/** `listed`: the order that the signature of an MLflow folder names. */
async function onnxContent(file: string, listed: string[] | null): Promise<ModelContent> {
  await refuseHuge(file);
  const bytes = await readFile(file);
  const { metadata, zipMaps, weights } = readOnnxFile(bytes, file);
  const { graph, signature } = readOnnxOutline(bytes);
  // A fault of its trees is the reason of the model's state, and what else the file holds can be told.
  const forest = await readTrees(file).catch(() => null);
  const features = featureOrder(metadata.get('rankscope.features'), file);
  const outputs = signature.outputs.map((output) => {
    const zip = zipMaps.find((each) => each.output === output.name);
    return zip ? { name: zip.tensor, type: 'float32', shape: [null, null] } : output;
  });
  return {
    format: `ONNX${graph.irVersion === null ? '' : ` IR ${graph.irVersion}`}`,
    signature: { inputs: signature.inputs, outputs, features, zipMaps },
    names: features ?? listed,
    forest: forest && forestSummary(forest.trees),
    graph,
    weights,
  };
}

/** An input or output as people read it: free dimensions by their names. */
export function declared({ name, type, shape, dimensions }: TensorInfo) {
  return { name, type, shape: shape.map((size, at) => size ?? dimensions?.[at] ?? null) };
}
