import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOnnxTrees } from '../../../electron/engine/scoring/onnxTrees/readOnnxTrees';
import { ForestRunner } from '../../../electron/engine/scoring/trees/forestRunner';
import { RankscopeError } from '../../../shared/wire/errors';
import { equalitiesGraph, surrounded, versionFiveGraph } from './support/onnxCases';
import { type AttributeValue, type GraphText, writeOnnxGraph } from './support/onnxFileWriter';
import { type Attributes, regressorGraph } from './support/onnxForest';
import { randomForest, unitsFrom } from './support/randomForest';

const wish = { features: 4, outputs: 1, aggregate: 'sum' as const, baseFirst: false, precision: 'float32' as const };
const small = regressorGraph(randomForest(unitsFrom(1), { ...wish, trees: 3, leaves: 5, kinds: [0, 4], chain: 0.3 }));
const five = versionFiveGraph({ type: 'float', members: [1, 2] });
const read = (graph: GraphText) => readOnnxTrees(writeOnnxGraph(graph), 'm.onnx');

/** The graph with one number of an attribute changed, or its last ones cut off. */
function edited(graph: GraphText, name: string, at: number, value: number): GraphText {
  const [node] = graph.nodes;
  const attribute = node!.attributes![name] as Record<string, ArrayLike<number>>;
  const [kind, list] = Object.entries(attribute)[0]!;
  const changed = Array.from(list);
  if (at < 0) changed.splice(at);
  else changed[at] = value;
  const next = kind === 'tensor' ? Float32Array.from(changed) : changed;
  return {
    ...graph,
    nodes: [{ ...node!, attributes: { ...node!.attributes, [name]: { [kind]: next } as AttributeValue } }],
  };
}

describe('ONNX trees that are not as they should be', () => {
  it.each([
    ['a cycle', edited(small, 'nodes_truenodeids', 0, 0), /the nodes of tree 0 form a cycle/],
    ['a child out of range', edited(small, 'nodes_falsenodeids', 0, 99), /tree 0 has a child out of range/],
    ['a leaf that is no number', edited(small, 'target_weights', 0, Number.NaN), /the value of a leaf is NaN/],
    [
      'an infinite leaf',
      edited(small, 'target_weights', 2, Number.POSITIVE_INFINITY),
      /the value of a leaf is Infinity/,
    ],
    ['a value without its leaf', edited(small, 'target_nodeids', 0, 77), /value 0 belongs to a leaf that is not there/],
    ['a list that is too short', edited(small, 'nodes_values', -1, 0), /"nodes_values" holds 26 values for 27 nodes/],
    ['a feature it lacks', edited(small, 'nodes_featureids', 0, 4), /it splits on feature 4, and there are 4/],
    ['a negative feature', edited(small, 'nodes_featureids', 0, -1), /tree 0 splits on the feature -1/],
    ['a threshold that is no number', edited(small, 'nodes_values', 0, Number.NaN), /whose threshold is not a number/],
    ['a cycle of version 5', edited(five, 'nodes_falsenodeids', 0, 0), /the nodes of tree 0 form a cycle/],
    ['a child out of range of version 5', edited(five, 'nodes_truenodeids', 0, 6), /tree 0 has a child out of range/],
    ['a root out of range', edited(five, 'tree_roots', 1, 4), /a root is node 4, and there are 4/],
    [
      'a leaf of version 5 that is no number',
      edited(five, 'leaf_weights', 5, Number.NaN),
      /the value of a leaf is NaN/,
    ],
  ])('refuses %s', (_, graph, message) => {
    expect(() => read(graph)).toThrow(message);
    expect(() => read(graph)).toThrow(RankscopeError);
    expect(() => read(graph)).toThrow(/^m\.onnx cannot be used: /);
  });

  it('refuses a cycle in a graph that ONNX Runtime would run, too', () => {
    const twice = { op: 'Add', inputs: ['variable', 'variable'], outputs: ['score'] };
    const output = { name: 'score', type: 'float' as const, shape: ['rows', 1] };
    expect(() => read(surrounded(edited(small, 'nodes_truenodeids', 0, 0), [], [twice], output))).toThrow(
      /form a cycle/,
    );
    expect(read(surrounded(small, [], [twice], output))).toBeNull();
  });

  it('leaves to ONNX Runtime what it does not know, and what ONNX allows', () => {
    expect(read({ ...small, opsets: { 'ai.onnx.ml': 6 } })).toBeNull();
    expect(read(edited(five, 'nodes_modes', 0, 7))).toBeNull();
    expect(read(edited(small, 'nodes_falsenodeids', 0, Number(trueChild(small))))).toBeNull();
    expect(read(equalitiesGraph([0.5, 1], true, 0))).toBeNull();
  });

  it('reads and scores trees of depth 5,000', () => {
    const deep = { ...wish, trees: 2, leaves: 5001, kinds: [0], chain: 1 };
    const file = read(regressorGraph(randomForest(unitsFrom(5), deep)))!;
    const input = { name: 'features', type: 'float32' as const, width: 4, shape: [null, 4], perCall: false, pad: null };
    const outputs = [{ tensor: 'variable', column: null, classifier: false }];
    const batch = {
      rows: 3,
      inputs: [{ ...input, data: new Float32Array(12) }],
      calls: null,
      fixedRows: null,
      outputs,
    };
    expect(new ForestRunner(file).run(batch)[0]!.every(Number.isFinite)).toBe(true);
    const nodes = deep.trees * (2 * deep.leaves - 1);
    expect(file.trees.feature).toHaveLength(nodes);
  });

  it('never does more than being refused, left alone or read, however the file was changed or cut', () => {
    const files = [small, five, equalitiesGraph([1, 2, 5], true, 1)].map((graph) => writeOnnxGraph(graph));
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255) });
    const wishes = fc.record({
      file: fc.constantFrom(...files),
      changes: fc.array(change, { minLength: 1, maxLength: 4 }),
      length: fc.option(fc.nat(), { freq: 3 }),
    });
    fc.assert(
      fc.property(wishes, ({ file, changes, length }) => {
        const bytes = Uint8Array.from(file);
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        try {
          readOnnxTrees(length === null ? bytes : bytes.subarray(0, length % bytes.length), 'm.onnx');
        } catch (error) {
          expect(error).toBeInstanceOf(RankscopeError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function trueChild(graph: GraphText): number {
  const attributes = graph.nodes[0]!.attributes as Attributes as Record<string, { ints: number[] }>;
  return attributes.nodes_truenodeids!.ints[0]!;
}
