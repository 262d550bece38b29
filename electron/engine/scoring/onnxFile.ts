import { RankscopeError } from '../../../shared/wire/errors';
import { encodeField, fieldText, type ProtoField, protoFields } from './protoFields';

/** A ZipMap that was taken out of a graph: the output people know, and the tensor that now stands for it. */
export interface RemovedZipMap {
  output: string;
  tensor: string;
}

/** What must be known of an ONNX file before ONNX Runtime loads it. */
export interface OnnxFile {
  /** `metadata_props` of the model. */
  metadata: Map<string, string>;
  zipMaps: RemovedZipMap[];
  /** Files beside it that hold weights, as the file names them, each once. */
  weights: string[];
  /** The file without its ZipMap nodes; null when there was none and the file can be loaded as it is. */
  edited: Uint8Array | null;
}

// Field numbers of onnx.proto3: ModelProto, GraphProto, NodeProto, ValueInfoProto, StringStringEntryProto.
const MODEL = { graph: 7, metadataProps: 14 };
const GRAPH = { node: 1, initializer: 5, output: 12 };
const TENSOR = { externalData: 13 };
const NODE = { input: 1, output: 2, opType: 4 };
const ENTRY = { key: 1, value: 2 };
const VALUE_INFO = { name: 1, type: 2 };

interface OnnxNode {
  field: ProtoField;
  opType: string;
  inputs: string[];
  outputs: string[];
}

/**
 * Reads the outline of an ONNX file and removes ZipMap nodes whose output leaves the graph: they turn a probability
 * matrix into a list of maps, which the JavaScript binding of ONNX Runtime cannot return. Everything else is copied
 * byte for byte. A file that is no protobuf message is refused in a sentence that names `file`.
 */
export function readOnnxFile(bytes: Uint8Array, file: string): OnnxFile {
  try {
    const fields = [...protoFields(bytes)];
    const graph = fields.find((field) => field.number === MODEL.graph && field.wireType === 2);
    if (!graph) throw new RangeError('it holds no graph');
    const { zipMaps, edited } = withoutZipMaps(bytes, graph);
    return {
      metadata: readMetadata(bytes, fields),
      zipMaps,
      weights: externalLocations(bytes, graph),
      edited: edited && replaceField(bytes, fields, graph, encodeField(MODEL.graph, edited)),
    };
  } catch (error) {
    throw new RankscopeError(
      {
        code: 'input',
        message: `${file} is not a readable ONNX file: ${error instanceof Error ? error.message : String(error)}.`,
        hint: 'The file may be truncated or still be a Git LFS pointer; export or fetch it again.',
        where: { file },
      },
      { cause: error },
    );
  }
}

/** Whether the bytes are a protobuf message with a graph. */
export function isOnnxFile(bytes: Uint8Array): boolean {
  try {
    return [...protoFields(bytes)].some((field) => field.number === MODEL.graph && field.wireType === 2);
  } catch {
    return false;
  }
}

function readMetadata(bytes: Uint8Array, fields: readonly ProtoField[]): Map<string, string> {
  const entries = fields.filter((field) => field.number === MODEL.metadataProps && field.wireType === 2);
  return new Map(entries.map((entry) => readEntry(bytes, entry)));
}

function readEntry(bytes: Uint8Array, entry: ProtoField): [key: string, value: string] {
  const parts = [...protoFields(bytes, entry.bodyStart, entry.end)];
  const text = (number: number) => parts.filter((part) => part.number === number).map((p) => fieldText(bytes, p))[0];
  return [text(ENTRY.key) ?? '', text(ENTRY.value) ?? ''];
}

function externalLocations(bytes: Uint8Array, graph: ProtoField): string[] {
  const locations = new Set<string>();
  for (const tensor of protoFields(bytes, graph.bodyStart, graph.end)) {
    if (tensor.number !== GRAPH.initializer || tensor.wireType !== 2) continue;
    for (const part of protoFields(bytes, tensor.bodyStart, tensor.end)) {
      if (part.number !== TENSOR.externalData) continue;
      const [key, value] = readEntry(bytes, part);
      if (key === 'location') locations.add(value);
    }
  }
  return [...locations];
}

function withoutZipMaps(bytes: Uint8Array, graph: ProtoField): { zipMaps: RemovedZipMap[]; edited: Uint8Array | null } {
  const fields = [...protoFields(bytes, graph.bodyStart, graph.end)];
  const nodes = fields.filter((field) => field.number === GRAPH.node).map((field) => readNode(bytes, field));
  const consumed = new Set(nodes.flatMap((node) => node.inputs));
  const outputs = new Map(
    fields.filter((field) => field.number === GRAPH.output).map((field) => [valueName(bytes, field), field] as const),
  );
  const replaced = new Map<ProtoField, Uint8Array>();
  const zipMaps: RemovedZipMap[] = [];
  for (const { field, opType, inputs, outputs: made } of nodes) {
    const [tensor, output] = [inputs[0], made[0]];
    if (opType !== 'ZipMap' || tensor === undefined || output === undefined) continue;
    const outputField = outputs.get(output);
    if (!outputField || consumed.has(output)) continue;
    zipMaps.push({ output, tensor });
    replaced.set(field, new Uint8Array());
    replaced.set(outputField, outputs.has(tensor) ? new Uint8Array() : encodeField(GRAPH.output, floatTensor(tensor)));
  }
  if (zipMaps.length === 0) return { zipMaps, edited: null };
  return { zipMaps, edited: Buffer.concat(fields.map((field) => replaced.get(field) ?? slice(bytes, field))) };
}

function readNode(bytes: Uint8Array, field: ProtoField): OnnxNode {
  const parts = [...protoFields(bytes, field.bodyStart, field.end)];
  const texts = (number: number) => parts.filter((part) => part.number === number).map((p) => fieldText(bytes, p));
  return { field, opType: texts(NODE.opType)[0] ?? '', inputs: texts(NODE.input), outputs: texts(NODE.output) };
}

function valueName(bytes: Uint8Array, field: ProtoField): string {
  for (const part of protoFields(bytes, field.bodyStart, field.end)) {
    if (part.number === VALUE_INFO.name) return fieldText(bytes, part);
  }
  return '';
}

/** A ValueInfo of a float tensor without shape: what ZipMap takes by the ai.onnx.ml specification. */
function floatTensor(name: string): Uint8Array {
  const tensorType = Uint8Array.of(0x08, 0x01);
  const type = encodeField(1, tensorType);
  return Buffer.concat([encodeField(VALUE_INFO.name, name), encodeField(VALUE_INFO.type, type)]);
}

function replaceField(bytes: Uint8Array, fields: readonly ProtoField[], old: ProtoField, next: Uint8Array): Uint8Array {
  return Buffer.concat(fields.map((field) => (field === old ? next : slice(bytes, field))));
}

function slice(bytes: Uint8Array, field: ProtoField): Uint8Array {
  return bytes.subarray(field.start, field.end);
}
