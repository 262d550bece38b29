import type { z } from 'zod';
import type { graphSchema } from '../../../shared/models/modelSchemas';
import type { ModelSignature } from './modelRuntime';
import { readGraphParts } from './onnxGraphParts';
import { readTensorInfo } from './onnxValueInfo';
import { fieldNumbers, fieldText, type ProtoField, protoFields } from './protoFields';

export type OnnxGraph = z.infer<typeof graphSchema>;

/** What an ONNX file holds, told from its bytes alone: nothing of it is loaded or run. */
export interface OnnxOutline {
  graph: OnnxGraph;
  /** As ONNX Runtime would give it, but that outputs of ZipMap nodes stay maps. */
  signature: Pick<ModelSignature, 'inputs' | 'outputs'>;
}

// Field numbers of onnx.proto3: ModelProto, OperatorSetIdProto, FunctionProto, GraphProto, ValueInfoProto.
const MODEL = {
  irVersion: 1,
  producerName: 2,
  producerVersion: 3,
  graph: 7,
  opsetImport: 8,
  metadataProps: 14,
  functions: 25,
};
const OPSET = { domain: 1, version: 2 };
const FUNCTION = { node: 7 };
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12, sparseInitializer: 15 };
const ENTRY = { key: 1, value: 2 };

/** Metadata of exporters may hold whole files. */
const longestValue = 400;

/** Reads the outline of an ONNX file. Throws a `RangeError` where the bytes are none. */
export function readOnnxOutline(bytes: Uint8Array): OnnxOutline {
  const fields = [...protoFields(bytes)];
  const bodies = (number: number) => fields.filter((field) => field.number === number && field.wireType === 2);
  const text = (number: number) => bodies(number).map((field) => fieldText(bytes, field))[0] ?? '';
  const [graph] = bodies(MODEL.graph);
  if (!graph) throw new RangeError('it holds no graph');
  const parts = readGraphParts(bytes, graph, GRAPH);
  for (const each of bodies(MODEL.functions)) {
    readGraphParts(bytes, each, { ...GRAPH, node: FUNCTION.node, initializer: -1, sparseInitializer: -1 }, parts);
  }
  const operators = [...parts.operators].map(([name, count]) => ({ name, count }));
  return {
    graph: {
      irVersion: fieldNumbers(bytes, fields, MODEL.irVersion)[0] ?? null,
      producer: [text(MODEL.producerName), text(MODEL.producerVersion)].filter((each) => each !== '').join(' ') || null,
      opsets: bodies(MODEL.opsetImport).map((field) => readOpset(bytes, field)),
      nodes: operators.reduce((sum, { count }) => sum + count, 0),
      operators: operators.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
      parameters: Math.min(parts.parameters, Number.MAX_SAFE_INTEGER),
      metadata: bodies(MODEL.metadataProps).map((field) => readEntry(bytes, field)),
    },
    signature: readSignature(bytes, graph),
  };
}

/** In old files the initializers stand among the inputs too. */
function readSignature(bytes: Uint8Array, graph: ProtoField): OnnxOutline['signature'] {
  const fields = [...protoFields(bytes, graph.bodyStart, graph.end)].filter((field) => field.wireType === 2);
  const tensors = (number: number) =>
    fields.filter((field) => field.number === number).map((field) => readTensorInfo(bytes, field));
  const weights = new Set(
    fields.filter(({ number }) => number === GRAPH.initializer).map((field) => tensorName(bytes, field)),
  );
  return {
    inputs: tensors(GRAPH.input).filter(({ name }) => !weights.has(name)),
    outputs: tensors(GRAPH.output),
  };
}

function tensorName(bytes: Uint8Array, tensor: ProtoField): string {
  for (const part of protoFields(bytes, tensor.bodyStart, tensor.end)) {
    if (part.number === 8 && part.wireType === 2) return fieldText(bytes, part);
  }
  return '';
}

function readOpset(bytes: Uint8Array, field: ProtoField) {
  const parts = [...protoFields(bytes, field.bodyStart, field.end)];
  const domain = parts.find(({ number }) => number === OPSET.domain);
  return {
    domain: (domain && fieldText(bytes, domain)) || 'ai.onnx',
    version: fieldNumbers(bytes, parts, OPSET.version)[0] ?? 0,
  };
}

function readEntry(bytes: Uint8Array, field: ProtoField) {
  const parts = [...protoFields(bytes, field.bodyStart, field.end)];
  const text = (number: number) => {
    const part = parts.find((each) => each.number === number && each.wireType === 2);
    const whole = part ? fieldText(bytes, part) : '';
    return whole.length > longestValue ? `${whole.slice(0, longestValue)}…` : whole;
  };
  return { key: text(ENTRY.key), value: text(ENTRY.value) };
}
