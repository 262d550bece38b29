import { fieldNumbers, fieldText, type ProtoField, protoFields } from './protoFields';

/** Field numbers of a graph or function; -1 where it has no such field. */
interface Numbers {
  node: number;
  initializer: number;
  sparseInitializer: number;
}

export interface GraphParts {
  operators: Map<string, number>;
  /** Elements of initializers and constants. */
  parameters: number;
}

// Field numbers of onnx.proto3: NodeProto, AttributeProto, TensorProto, SparseTensorProto.
const NODE = { opType: 4, attribute: 5, domain: 7 };
const ATTRIBUTE = { floats: 7, ints: 8, tensor: 5, graph: 6, graphs: 11 };
const TENSOR = { dims: 1 };
const SPARSE = { values: 1 };
const deepest = 64;

/** Operators whose attributes hold a tensor or a graph; those of others may be millions of numbers. */
const holders = new Set(['Constant', 'ConstantOfShape', 'If', 'Loop', 'Scan', 'SequenceMap']);

/** Counts nodes by operator and the elements of weights, inner graphs included. */
export function readGraphParts(
  bytes: Uint8Array,
  graph: ProtoField,
  numbers: Numbers,
  found: GraphParts = { operators: new Map(), parameters: 0 },
  depth = 0,
): GraphParts {
  for (const field of protoFields(bytes, graph.bodyStart, graph.end)) {
    if (field.wireType !== 2) continue;
    if (field.number === numbers.initializer) found.parameters += elementsOf(bytes, field);
    else if (field.number === numbers.sparseInitializer) found.parameters += sparseElements(bytes, field);
    else if (field.number === numbers.node) readNode(bytes, field, found, depth);
  }
  return found;
}

function readNode(bytes: Uint8Array, node: ProtoField, found: GraphParts, depth: number): void {
  const attributes: ProtoField[] = [];
  let [type, domain] = ['', ''];
  for (const part of protoFields(bytes, node.bodyStart, node.end)) {
    if (part.wireType !== 2) continue;
    if (part.number === NODE.opType) type = fieldText(bytes, part);
    else if (part.number === NODE.domain) domain = fieldText(bytes, part);
    else if (part.number === NODE.attribute) attributes.push(part);
  }
  const name = domain === '' || domain === 'ai.onnx' ? type : `${domain}.${type}`;
  found.operators.set(name, (found.operators.get(name) ?? 0) + 1);
  if (!holders.has(type) || depth >= deepest) return;
  for (const attribute of attributes) readAttribute(bytes, attribute, found, depth + 1);
}

function readAttribute(bytes: Uint8Array, attribute: ProtoField, found: GraphParts, depth: number) {
  for (const part of protoFields(bytes, attribute.bodyStart, attribute.end)) {
    if (part.number === ATTRIBUTE.floats) {
      found.parameters += part.wireType === 2 ? (part.end - part.bodyStart) / 4 : 1;
    } else if (part.number === ATTRIBUTE.ints) {
      found.parameters += fieldNumbers(bytes, [part], part.number).length;
    } else if (part.number === ATTRIBUTE.tensor && part.wireType === 2) {
      found.parameters += elementsOf(bytes, part);
    } else if ((part.number === ATTRIBUTE.graph || part.number === ATTRIBUTE.graphs) && part.wireType === 2) {
      readGraphParts(bytes, part, { node: 1, initializer: 5, sparseInitializer: 15 }, found, depth);
    }
  }
}

function elementsOf(bytes: Uint8Array, tensor: ProtoField): number {
  const dims = fieldNumbers(bytes, protoFields(bytes, tensor.bodyStart, tensor.end), TENSOR.dims);
  return dims.reduce((product, size) => Math.min(product * Math.max(0, size), Number.MAX_SAFE_INTEGER), 1);
}

function sparseElements(bytes: Uint8Array, sparse: ProtoField): number {
  for (const part of protoFields(bytes, sparse.bodyStart, sparse.end)) {
    if (part.number === SPARSE.values && part.wireType === 2) return elementsOf(bytes, part);
  }
  return 0;
}
