import { fieldInteger, fieldText, type ProtoField, protoFields } from '../protoFields';
import { NodeAttributes } from './nodeAttributes';

// Field numbers of onnx.proto3.
const MODEL = { graph: 7, opsetImport: 8, functions: 25 };
const OPSET = { domain: 1, version: 2 };
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12, sparseInitializer: 15 };
const NODE = { input: 1, output: 2, opType: 4, attribute: 5, domain: 7 };
const VALUE = { name: 1, type: 2 };
const TYPE = { tensor: 1 };
const TENSOR_TYPE = { elementType: 1, shape: 2 };
const SHAPE = { dimension: 1 };
const DIMENSION = { value: 1, name: 2 };
const TENSOR = { name: 8 };

/** Element types of onnx.proto3 that matter for trees. */
export const elementTypes = { float: 1, int64: 7, string: 8, double: 11 } as const;

export interface OnnxNode {
  operator: string;
  /** Empty for the default domain. */
  domain: string;
  inputs: string[];
  outputs: string[];
  attributes: NodeAttributes;
}

/** An input or output of a graph; `elementType` is null where it is no tensor. */
export interface OnnxValue {
  name: string;
  elementType: number | null;
  /** Null where a dimension is free, or where the file says no shape. */
  shape: (number | null)[];
  dimensions: (string | null)[];
}

export interface OnnxGraph {
  nodes: OnnxNode[];
  /** Without those that are initializers. */
  inputs: OnnxValue[];
  outputs: OnnxValue[];
  /** Bytes of the tensors in the file, by name. */
  initializers: Map<string, Uint8Array>;
  opsets: Map<string, number>;
  /** Has parts that are not read here: functions or sparse initializers. */
  more: boolean;
}

/** The graph of an ONNX file; weights and lists of attributes stay bytes. Throws where the bytes are no such file. */
export function readGraph(bytes: Uint8Array): OnnxGraph {
  const model = [...protoFields(bytes)];
  const graph = model.find(({ number, wireType }) => number === MODEL.graph && wireType === 2);
  if (!graph) throw new RangeError('it holds no graph');
  const fields = [...protoFields(bytes, graph.bodyStart, graph.end)];
  const of = (number: number) => fields.filter((field) => field.number === number && field.wireType === 2);
  const initializers = new Map(of(GRAPH.initializer).map((field) => [tensorName(bytes, field), body(bytes, field)]));
  const opsets = model.filter(({ number }) => number === MODEL.opsetImport).map((field) => readOpset(bytes, field));
  return {
    nodes: of(GRAPH.node).map((field) => readNode(bytes, field)),
    inputs: of(GRAPH.input)
      .map((field) => readValue(bytes, field))
      .filter(({ name }) => !initializers.has(name)),
    outputs: of(GRAPH.output).map((field) => readValue(bytes, field)),
    initializers,
    opsets: new Map(opsets),
    more: model.some(({ number }) => number === MODEL.functions) || of(GRAPH.sparseInitializer).length > 0,
  };
}

function body(bytes: Uint8Array, field: ProtoField): Uint8Array {
  return bytes.subarray(field.bodyStart, field.end);
}

function inner(bytes: Uint8Array, field: ProtoField): ProtoField[] {
  return [...protoFields(bytes, field.bodyStart, field.end)];
}

function textOf(bytes: Uint8Array, parts: readonly ProtoField[], number: number): string {
  const found = parts.find((part) => part.number === number && part.wireType === 2);
  return found ? fieldText(bytes, found) : '';
}

function tensorName(bytes: Uint8Array, field: ProtoField): string {
  return textOf(bytes, inner(bytes, field), TENSOR.name);
}

function readOpset(bytes: Uint8Array, field: ProtoField): [string, number] {
  const parts = inner(bytes, field);
  const version = parts.find((part) => part.number === OPSET.version);
  return [textOf(bytes, parts, OPSET.domain), version ? fieldInteger(bytes, version) : 0];
}

function readNode(bytes: Uint8Array, field: ProtoField): OnnxNode {
  const parts = inner(bytes, field);
  const texts = (number: number) =>
    parts.filter((part) => part.number === number && part.wireType === 2).map((part) => fieldText(bytes, part));
  return {
    operator: texts(NODE.opType)[0] ?? '',
    domain: texts(NODE.domain)[0] ?? '',
    inputs: texts(NODE.input),
    outputs: texts(NODE.output),
    attributes: new NodeAttributes(
      parts
        .filter(({ number, wireType }) => number === NODE.attribute && wireType === 2)
        .map((part) => body(bytes, part)),
    ),
  };
}

function readValue(bytes: Uint8Array, field: ProtoField): OnnxValue {
  const parts = inner(bytes, field);
  const value: OnnxValue = { name: textOf(bytes, parts, VALUE.name), elementType: null, shape: [], dimensions: [] };
  const type = parts.find(({ number, wireType }) => number === VALUE.type && wireType === 2);
  const tensor = type && inner(bytes, type).find(({ number, wireType }) => number === TYPE.tensor && wireType === 2);
  for (const part of tensor ? inner(bytes, tensor) : []) {
    if (part.number === TENSOR_TYPE.elementType) value.elementType = fieldInteger(bytes, part);
    if (part.number === TENSOR_TYPE.shape && part.wireType === 2) readShape(bytes, part, value);
  }
  return value;
}

function readShape(bytes: Uint8Array, shape: ProtoField, value: OnnxValue): void {
  for (const dimension of inner(bytes, shape)) {
    if (dimension.number !== SHAPE.dimension || dimension.wireType !== 2) continue;
    const parts = inner(bytes, dimension);
    const size = parts.find(({ number, wireType }) => number === DIMENSION.value && wireType === 0);
    value.shape.push(size ? fieldInteger(bytes, size) : null);
    value.dimensions.push(textOf(bytes, parts, DIMENSION.name) || null);
  }
}
