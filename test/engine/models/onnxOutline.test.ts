import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOnnxOutline } from '../../../electron/engine/scoring/onnxOutline';
import { openOnnxSession } from '../../../electron/engine/scoring/onnxSession';
import { encodeField } from '../../../electron/engine/scoring/protoFields';

const folder = path.resolve('test/fixtures/onnx');
const files = readdirSync(folder).filter((file) => file.endsWith('.onnx'));
// These two are refused by ONNX Runtime: their outline can be told all the same.
const refused = ['futureOpset.onnx', 'unknownOperator.onnx'];
const outline = (file: string) => readOnnxOutline(readFileSync(path.join(folder, file)));

describe('the outline of an ONNX file', () => {
  it.each(files.filter((file) => !refused.includes(file)))('declares what ONNX Runtime says: %s', async (file) => {
    const session = await openOnnxSession(path.join(folder, file));
    try {
      const { inputs, outputs } = outline(file).signature;
      expect(inputs).toEqual(session.signature.inputs);
      // ONNX Runtime infers the shapes of outputs that a file leaves open, and a ZipMap is taken out of what it loads.
      const removed = session.signature.zipMaps.map(({ output }) => output);
      const plain = (list: typeof outputs) => list.map(({ name, type }) => ({ name, type }));
      const tensors = session.signature.zipMaps.map(({ tensor }) => tensor);
      expect(plain(outputs).filter(({ name }) => !removed.includes(name))).toEqual(
        plain(session.signature.outputs).filter(({ name }) => !tensors.includes(name)),
      );
    } finally {
      await session.release();
    }
  });

  it.each(refused)('can be told of what cannot be run: %s', (file) => {
    const { graph, signature } = outline(file);
    expect(graph.nodes).toBeGreaterThan(0);
    expect(signature.inputs.length).toBeGreaterThan(0);
  });

  it('counts nodes by operator and the elements of weights', () => {
    const { graph } = readOnnxOutline(readFileSync('test/fixtures/mlflow/onnx/model.onnx'));
    expect(graph).toMatchObject({
      irVersion: 8,
      nodes: 1,
      parameters: 3,
      opsets: [{ domain: 'ai.onnx', version: 17 }],
    });
    expect(graph.operators).toEqual([{ name: 'MatMul', count: 1 }]);
  });

  it('counts the nodes of inner graphs and packed or single constants', () => {
    const node = (type: string, ...attributes: Uint8Array[]) =>
      Buffer.concat([encodeField(4, type), ...attributes.map((each) => encodeField(5, each))]);
    const graph = (...parts: Uint8Array[]) => Buffer.concat(parts);
    const inner = graph(encodeField(1, node('Add')), encodeField(5, Buffer.concat([Uint8Array.of(0x08, 4)])));
    const floats = encodeField(7, new Uint8Array(12));
    const single = Buffer.concat([Uint8Array.of(0x40, 1), Uint8Array.of(0x40, 2)]);
    const bytes = encodeField(
      7,
      graph(
        encodeField(1, node('If', encodeField(6, inner))),
        encodeField(1, node('Constant', floats)),
        encodeField(1, node('Constant', single)),
        encodeField(5, Buffer.concat([Uint8Array.of(0x08, 2), Uint8Array.of(0x08, 5)])),
        encodeField(5, Buffer.concat([encodeField(1, Uint8Array.of(3, 7))])),
      ),
    );
    const found = readOnnxOutline(bytes).graph;
    expect(found.operators).toEqual([
      { name: 'Constant', count: 2 },
      { name: 'Add', count: 1 },
      { name: 'If', count: 1 },
    ]);
    // 4 inside of the branch, 3 packed floats, 2 single integers, 2 by 5, 3 by 7.
    expect(found.parameters).toBe(4 + 3 + 2 + 10 + 21);
  });

  it('ends in an outline or a RangeError, whatever the bytes', () => {
    const bytes = readFileSync(path.join(folder, 'kinds.onnx'));
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length));
    fc.assert(
      fc.property(change, ([at, value, length]) => {
        const broken = Uint8Array.from(bytes.subarray(0, Math.max(1, length)));
        broken[at % broken.length] = value;
        try {
          expect(Number.isSafeInteger(readOnnxOutline(broken).graph.parameters)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect((error as Error).name).not.toBe('AssertionError');
        }
      }),
      { numRuns: 300 },
    );
  });
});
