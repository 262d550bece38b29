import { compileForest } from '../../../../shared/trees/compileForest';
import type { TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import { RankscopeError } from '../../../../shared/wire/errors';
import type { ModelSignature, TensorInfo } from '../modelRuntime';
import { featureOrder } from '../onnxFeatures';
import { readOnnxFile } from '../onnxFile';
import type { TreeFile } from '../trees/treeFile';
import { NotNativeError, TreeFaultError } from './forestLists';
import { readTensor } from './nodeAttributes';
import { elementTypes, type OnnxGraph, type OnnxNode, type OnnxValue, readGraph } from './onnxGraph';
import { forestOf, isTreeOperator, scoresOutput } from './treeOperator';

/** The tables of masks of more trees than these are not kept. */
const mostTrees = 3000;
/** Versions of ai.onnx.ml that are known. */
const latestOpset = 5;

/**
 * Reads an ONNX file whose whole graph is one ensemble of trees over a float32 or float64 matrix, with nothing around it
 * but what changes no score (Identity, Cast, Reshape, ZipMap). Null for any other graph: ONNX Runtime runs it. Trees that
 * cannot be right are refused, wherever in a graph they stand: a cycle would never come to an end there.
 */
export function readOnnxTrees(bytes: Uint8Array, file: string): TreeFile | null {
  const { metadata, zipMaps, edited } = readOnnxFile(bytes, file);
  const names = featureOrder(metadata.get('rankscope.features'), file);
  try {
    const graph = readGraph(edited ?? bytes);
    const forests = graph.nodes.filter(isTreeOperator);
    if (forests.length === 0) return null;
    const whole = forests.length === 1 ? wholeGraph(graph, forests[0]!) : null;
    if (!whole) {
      for (const node of forests) checkTrees(node);
      return null;
    }
    const [node, width] = [forests[0]!, graph.inputs[0]!.shape[1] ?? null];
    const trees = forestOf(node, whole.precision, width, names);
    if (whole.single && trees.outputs > 1) return null;
    const signature: ModelSignature = {
      inputs: graph.inputs.map(tensorInfo),
      outputs: graph.outputs.map(tensorInfo),
      features: names,
      zipMaps,
    };
    const isDouble = node.operator === 'TreeEnsemble' && whole.precision === 'float64';
    const kind = { scale: 'prediction' as const, rounded: !isDouble };
    const tensors = Object.fromEntries(whole.scores.map((name) => [name, kind]));
    return { trees, signature, tensors, fast: isFast(trees) };
  } catch (error) {
    if (error instanceof NotNativeError) return null;
    const reason = error instanceof Error ? error.message : String(error);
    throw new RankscopeError(
      {
        code: 'input',
        message: `${file} cannot be used: ${error instanceof TreeFaultError ? reason : `its trees cannot be read (${reason})`}.`,
        hint: 'The file may be truncated or edited; export the model again.',
        where: { file },
      },
      { cause: error },
    );
  }
}

/** Measured: walking down trees takes about as long as in ONNX Runtime or longer, masks take half of that. */
function isFast(trees: TreeEnsemble): boolean {
  return trees.roots.length <= mostTrees && compileForest(trees).parts.every(({ masks }) => masks !== null);
}

function checkTrees(node: OnnxNode): void {
  try {
    forestOf(node, 'float32', null, null);
  } catch (error) {
    if (!(error instanceof NotNativeError)) throw error;
  }
}

interface WholeGraph {
  precision: 'float32' | 'float64';
  /** Outputs of the graph that hold the scores. */
  scores: string[];
  /** Scores are made into one value a row. */
  single: boolean;
}

function wholeGraph(graph: OnnxGraph, forest: OnnxNode): WholeGraph | null {
  const [input] = graph.inputs;
  const version = graph.opsets.get('ai.onnx.ml') ?? 0;
  if (graph.more || graph.inputs.length !== 1 || input!.shape.length !== 2 || version > latestOpset) return null;
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const precision = inputPrecision(input!, forest.inputs[0] ?? '', makers);
  if (!precision) return null;
  const scores: string[] = [];
  let single = false;
  for (const { name } of graph.outputs) {
    const source = sourceOf(name, makers, graph);
    if (!source || makers.get(source.name) !== forest) return null;
    if (!source.exact || forest.outputs.indexOf(source.name) !== scoresOutput(forest)) continue;
    scores.push(name);
    single ||= source.single;
  }
  return scores.length > 0 ? { precision, scores, single } : null;
}

/** The precision in which the trees see the input of the graph; null where something else than a cast lies between. */
function inputPrecision(input: OnnxValue, name: string, makers: Map<string, OnnxNode>): 'float32' | 'float64' | null {
  const given = input.elementType === elementTypes.float ? 'float32' : 'float64';
  if (input.elementType !== elementTypes.float && input.elementType !== elementTypes.double) return null;
  let precision: 'float32' | 'float64' = given;
  for (let at = name, steps = 0; at !== input.name; steps++) {
    const node = makers.get(at);
    if (!node || steps > makers.size) return null;
    const isCast = node.operator === 'Cast' && node.attributes.integer('to', 0) === elementTypes.float;
    if (!isCast && node.operator !== 'Identity') return null;
    if (isCast) precision = 'float32';
    at = node.inputs[0] ?? '';
  }
  return precision;
}

interface Source {
  name: string;
  /** Whether the nodes between leave numbers as they are. */
  exact: boolean;
  single: boolean;
}

/** Where a value comes from, through casts and nodes that leave it as it is. */
function sourceOf(name: string, makers: Map<string, OnnxNode>, graph: OnnxGraph): Source | null {
  let [at, exact, single] = [name, true, false];
  for (let steps = 0; steps <= makers.size; steps++) {
    const node = makers.get(at);
    if (!node) return null;
    if (isTreeOperator(node)) return { name: at, exact, single };
    if (node.operator === 'Cast') exact &&= isFloat(node.attributes.integer('to', 0));
    else if (node.operator === 'Reshape') [exact, single] = [exact && isOneEach(node, graph), true];
    else if (node.operator !== 'Identity') return null;
    at = node.inputs[0] ?? '';
  }
  return null;
}

function isFloat(elementType: number): boolean {
  return elementType === elementTypes.float || elementType === elementTypes.double;
}

/** The shape `[-1]` or `[-1, 1]`. */
function isOneEach(node: OnnxNode, { initializers }: OnnxGraph): boolean {
  const shape = initializers.get(node.inputs[1] ?? '');
  const sizes = shape ? [...readTensor(shape)] : [];
  return sizes[0] === -1 && (sizes.length === 1 || (sizes.length === 2 && sizes[1] === 1));
}

function tensorInfo({ name, elementType, shape, dimensions }: OnnxValue): TensorInfo {
  const type = Object.entries(typeNames).find(([, code]) => code === elementType)?.[0] ?? null;
  return { name, type, shape, dimensions };
}

const typeNames = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, string: 8, bool: 9, float16: 10, float64: 11 };
