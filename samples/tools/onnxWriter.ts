/** A dense layer: `weights[input][output]`, one bias an output. */
export interface DenseLayer {
  weights: number[][];
  bias: number[];
  activation: 'tanh' | 'relu' | 'none';
}

/** A network over one float32 matrix `features` of shape [rows, features], with one output `score` of [rows, 1]. */
export interface DenseModel {
  name: string;
  /** Input order; written into the file as metadata `rankscope.features`. */
  features: string[];
  layers: DenseLayer[];
}

/**
 * The bytes of a dense network in the ONNX format (IR version 8, opset 13). Field numbers are those of onnx.proto3.
 * Weights are rounded to float32, which is what runs.
 */
export function writeOnnx({ name, features, layers }: DenseModel): Uint8Array {
  const nodes: Uint8Array[] = [];
  const weights: Uint8Array[] = [];
  let value = 'features';
  layers.forEach((layer, index) => {
    const last = index === layers.length - 1;
    const [weight, bias, sum] = [`w${index}`, `b${index}`, last && layer.activation === 'none' ? 'score' : `s${index}`];
    weights.push(tensor(weight, [layer.weights.length, layer.bias.length], layer.weights.flat()));
    weights.push(tensor(bias, [layer.bias.length], layer.bias));
    nodes.push(node('Gemm', [value, weight, bias], sum));
    value = sum;
    if (layer.activation === 'none') return;
    value = last ? 'score' : `a${index}`;
    nodes.push(node(layer.activation === 'tanh' ? 'Tanh' : 'Relu', [sum], value));
  });
  const graph = join(
    ...nodes.map((each) => message(1, each)),
    text(2, name),
    ...weights.map((each) => message(5, each)),
    message(11, matrixInfo('features', features.length)),
    message(12, matrixInfo('score', 1)),
  );
  const opset = join(text(1, ''), integer(2, 13));
  const order = join(text(1, 'rankscope.features'), text(2, JSON.stringify(features)));
  return join(integer(1, 8), text(2, 'rankscope samples'), message(7, graph), message(8, opset), message(14, order));
}

/** The score that the written file gives, computed in double precision from its float32 weights. */
export function scoreRow({ layers }: DenseModel, features: readonly number[]): number {
  let values = features.map(Math.fround);
  for (const { weights, bias, activation } of layers) {
    values = bias.map((start, output) => {
      const sum = values.reduce(
        (total, value, input) => total + value * Math.fround(weights[input]![output]!),
        Math.fround(start),
      );
      if (activation === 'tanh') return Math.tanh(sum);
      return activation === 'relu' ? Math.max(0, sum) : sum;
    });
  }
  return values[0]!;
}

function node(operator: string, inputs: string[], output: string): Uint8Array {
  return join(
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(3, `${operator}_${output}`),
    text(4, operator),
  );
}

function tensor(name: string, shape: number[], values: number[]): Uint8Array {
  const data = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, index) => {
    data.setFloat32(index * 4, value, true);
  });
  const float = 1;
  return join(
    ...shape.map((size) => integer(1, size)),
    integer(2, float),
    text(8, name),
    message(9, new Uint8Array(data.buffer)),
  );
}

/** A float matrix of any number of rows. */
function matrixInfo(name: string, columns: number): Uint8Array {
  const shape = join(message(1, text(2, 'rows')), message(1, integer(1, columns)));
  const type = join(integer(1, 1), message(2, shape));
  return join(text(1, name), message(2, message(1, type)));
}

function integer(field: number, value: number): Uint8Array {
  return join(varint(field << 3), varint(value));
}

function text(field: number, value: string): Uint8Array {
  return message(field, new TextEncoder().encode(value));
}

function message(field: number, content: Uint8Array): Uint8Array {
  return join(varint((field << 3) | 2), varint(content.length), content);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function join(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
