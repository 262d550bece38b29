import { Writer } from 'protobufjs/minimal';

/** An attribute as the file writes it; a typed array becomes a tensor. */
export type AttributeValue =
  | { i: number }
  | { s: string }
  | { ints: ArrayLike<number> }
  | { floats: ArrayLike<number> }
  | { strings: readonly string[] }
  | { tensor: Float32Array | Float64Array | Uint8Array | BigInt64Array };

export interface NodeText {
  op: string;
  domain?: string;
  inputs: string[];
  outputs: string[];
  attributes?: Record<string, AttributeValue>;
}

/** A tensor of the graph's inputs or outputs; a text in `shape` names a free dimension. */
export interface ValueText {
  name: string;
  type: keyof typeof elementTypes;
  shape: (number | string)[];
}

export interface GraphText {
  nodes: NodeText[];
  inputs: ValueText[];
  outputs: ValueText[];
  initializers?: Record<string, BigInt64Array>;
  /** By domain; the default domain is there anyhow. */
  opsets?: Record<string, number>;
  metadata?: Record<string, string>;
}

const elementTypes = { float: 1, uint8: 2, int64: 7, string: 8, double: 11 };
const attributeTypes = { i: 2, s: 3, tensor: 4, floats: 6, ints: 7, strings: 8 };
const lengthDelimited = 2;

/** The bytes of an ONNX file (field numbers of onnx.proto). Lists are packed, or not, as different exporters do. */
export function writeOnnxGraph(graph: GraphText, { packed = false } = {}): Uint8Array {
  const model = new Writer();
  model.uint32(tag(1, 0)).uint32(8);
  message(model, 7, (body) => {
    for (const node of graph.nodes) message(body, 1, (inner) => writeNode(inner, node, packed));
    text(body, 2, 'graph');
    for (const [name, data] of Object.entries(graph.initializers ?? {})) {
      message(body, 5, (inner) => writeTensor(inner, data, name));
    }
    for (const value of graph.inputs) message(body, 11, (inner) => writeValue(inner, value));
    for (const value of graph.outputs) message(body, 12, (inner) => writeValue(inner, value));
  });
  for (const [domain, version] of Object.entries({ '': 17, 'ai.onnx.ml': 3, ...graph.opsets })) {
    message(model, 8, (body) => text(body, 1, domain).uint32(tag(2, 0)).uint32(version));
  }
  for (const [key, value] of Object.entries(graph.metadata ?? {})) {
    message(model, 14, (body) => text(text(body, 1, key), 2, value));
  }
  return model.finish();
}

function writeNode(body: Writer, { op, domain, inputs, outputs, attributes = {} }: NodeText, packed: boolean): void {
  for (const input of inputs) text(body, 1, input);
  for (const output of outputs) text(body, 2, output);
  text(body, 3, `${op}_${outputs[0]}`);
  text(body, 4, op);
  for (const [name, value] of Object.entries(attributes)) {
    message(body, 5, (inner) => writeAttribute(inner, name, value, packed));
  }
  text(body, 7, domain ?? '');
}

function writeAttribute(body: Writer, name: string, value: AttributeValue, packed: boolean): void {
  text(body, 1, name);
  if ('i' in value) body.uint32(tag(3, 0)).int64(value.i);
  if ('s' in value) text(body, 4, value.s);
  if ('tensor' in value) message(body, 5, (inner) => writeTensor(inner, value.tensor));
  if ('strings' in value) for (const each of value.strings) text(body, 9, each);
  if ('floats' in value) {
    const { floats } = value;
    if (packed) message(body, 7, (inner) => each(floats, (number) => inner.float(number)));
    else each(floats, (number) => body.uint32(tag(7, 5)).float(number));
  }
  if ('ints' in value) {
    const { ints } = value;
    if (packed) message(body, 8, (inner) => each(ints, (number) => inner.int64(number)));
    else each(ints, (number) => body.uint32(tag(8, 0)).int64(number));
  }
  const kind = Object.keys(value)[0] as keyof typeof attributeTypes;
  body.uint32(tag(20, 0)).uint32(attributeTypes[kind]);
}

function each(list: ArrayLike<number>, write: (value: number) => void): void {
  for (let at = 0; at < list.length; at++) write(list[at]!);
}

function writeTensor(
  body: Writer,
  data: Float32Array | Float64Array | Uint8Array | BigInt64Array,
  name?: string,
): Writer {
  const type =
    data instanceof Float32Array
      ? elementTypes.float
      : data instanceof Float64Array
        ? elementTypes.double
        : data instanceof Uint8Array
          ? elementTypes.uint8
          : elementTypes.int64;
  body.uint32(tag(1, 0)).int64(data.length).uint32(tag(2, 0)).uint32(type);
  if (name !== undefined) text(body, 8, name);
  return body.uint32(tag(9, lengthDelimited)).bytes(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function writeValue(body: Writer, { name, type, shape }: ValueText): void {
  text(body, 1, name);
  message(body, 2, (valueType) =>
    message(valueType, 1, (tensor) => {
      tensor.uint32(tag(1, 0)).uint32(elementTypes[type]);
      message(tensor, 2, (dims) => {
        for (const size of shape) {
          message(dims, 1, (dim) =>
            typeof size === 'string' ? text(dim, 2, size) : dim.uint32(tag(1, 0)).int64(size),
          );
        }
      });
    }),
  );
}

function message(body: Writer, field: number, write: (inner: Writer) => unknown): Writer {
  body.uint32(tag(field, lengthDelimited)).fork();
  write(body);
  return body.ldelim();
}

function text(body: Writer, field: number, value: string): Writer {
  return body.uint32(tag(field, lengthDelimited)).string(value);
}

function tag(field: number, wireType: number): number {
  return (field << 3) | wireType;
}
