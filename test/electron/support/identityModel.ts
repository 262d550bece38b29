/** The bytes of an ONNX model with one Identity node, `x` to `y`, float[2]; written by hand after onnx.proto. */
export function identityModel(): Uint8Array {
  const dimension = message(1, varint(1, 2));
  const tensorType = message(1, [...varint(1, 1), ...message(2, dimension)]);
  const value = (name: string) => [...text(1, name), ...message(2, tensorType)];
  const node = [...text(1, 'x'), ...text(2, 'y'), ...text(4, 'Identity')];
  const graph = [...message(1, node), ...text(2, 'g'), ...message(11, value('x')), ...message(12, value('y'))];
  return Uint8Array.from([...varint(1, 8), ...message(7, graph), ...message(8, varint(2, 13))]);
}

// Every number and length here is below 128, so a varint is one byte.
function varint(field: number, value: number): number[] {
  return [field * 8, value];
}

function message(field: number, content: readonly number[]): number[] {
  return [field * 8 + 2, content.length, ...content];
}

function text(field: number, content: string): number[] {
  return message(field, [...Buffer.from(content, 'utf8')]);
}
