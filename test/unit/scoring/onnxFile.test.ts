import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOnnxFile } from '../../../electron/engine/scoring/onnxFile';
import { encodeField, protoFields } from '../../../electron/engine/scoring/protoFields';
import { RankscopeError } from '../../../shared/wire/errors';

const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const node = (operator: string, input: string, output: string) =>
  encodeField(1, join(encodeField(1, input), encodeField(2, output), encodeField(4, operator)));
const graphOutput = (name: string) => encodeField(12, encodeField(1, name));
const model = (...graph: Uint8Array[]) =>
  join(
    encodeField(2, 'maker'),
    encodeField(7, join(...graph)),
    encodeField(14, join(encodeField(1, 'k'), encodeField(2, 'v'))),
  );

/** Operators and output names of a file's graph. */
function outline(bytes: Uint8Array) {
  const graph = [...protoFields(bytes)].find((field) => field.number === 7)!;
  const names = (wanted: number, inner: number) =>
    [...protoFields(bytes, graph.bodyStart, graph.end)]
      .filter((field) => field.number === wanted)
      .map((field) => [...protoFields(bytes, field.bodyStart, field.end)].find((part) => part.number === inner)!)
      .map((part) => Buffer.from(bytes.subarray(part.bodyStart, part.end)).toString());
  return { operators: names(1, 4), outputs: names(12, 1) };
}

describe('ONNX file outline', () => {
  it('reads metadata and leaves plain files alone', () => {
    const { metadata, zipMaps, edited } = readOnnxFile(model(node('Gemm', 'x', 'y'), graphOutput('y')), 'm.onnx');
    expect([...metadata]).toEqual([['k', 'v']]);
    expect(zipMaps).toEqual([]);
    expect(edited).toBeNull();
  });

  it('puts the tensor of a ZipMap among the outputs', () => {
    const bytes = model(node('Tree', 'x', 'p'), node('ZipMap', 'p', 'maps'), graphOutput('label'), graphOutput('maps'));
    const { zipMaps, edited } = readOnnxFile(bytes, 'm.onnx');
    expect(zipMaps).toEqual([{ output: 'maps', tensor: 'p' }]);
    expect(outline(edited!)).toEqual({ operators: ['Tree'], outputs: ['label', 'p'] });
    expect([...readOnnxFile(edited!, 'm.onnx').metadata]).toEqual([['k', 'v']]);
  });

  it('keeps an output that is there already once', () => {
    const bytes = model(node('Tree', 'x', 'p'), node('ZipMap', 'p', 'maps'), graphOutput('p'), graphOutput('maps'));
    expect(outline(readOnnxFile(bytes, 'm.onnx').edited!).outputs).toEqual(['p']);
  });

  it('leaves a ZipMap that other nodes read', () => {
    const bytes = model(node('ZipMap', 'p', 'maps'), node('Identity', 'maps', 'copy'), graphOutput('maps'));
    expect(readOnnxFile(bytes, 'm.onnx').edited).toBeNull();
  });

  it('refuses a file cut off anywhere but between fields', () => {
    const bytes = model(node('Gemm', 'x', 'y'), graphOutput('y'));
    expect(() => readOnnxFile(bytes.subarray(0, 20), 'm.onnx')).toThrow('m.onnx is not a readable ONNX file');
    expect(() => readOnnxFile(new Uint8Array(), 'm.onnx')).toThrow('it holds no graph');
  });

  it('answers or refuses any bytes in a sentence', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          readOnnxFile(bytes, 'm.onnx');
        } catch (error) {
          expect(error).toBeInstanceOf(RankscopeError);
        }
      }),
    );
  });
});
