import { describe, expect, it } from 'vitest';
import type { ModelSignature, TensorInfo } from '../../../electron/engine/scoring/modelRuntime';
import { type ModelWish, planModel } from '../../../electron/engine/scoring/planModel';
import { planOutput } from '../../../electron/engine/scoring/planOutput';
import { takeColumn } from '../../../electron/engine/scoring/takeColumn';

const tensor = (name: string, shape: (number | null)[], type = 'float32'): TensorInfo => ({ name, type, shape });
const matrix = (width: number | null) => [tensor('X', [null, width])];
const score = [tensor('score', [null, 1])];
const wish: ModelWish = { features: null, rename: {}, missing: {}, inputs: {}, listwise: false };
const log = ['f_price', 'f_ctr', 'f_new'].map((name) => ({ name, type: name === 'f_new' ? 'BOOLEAN' : 'DOUBLE' }));

function plan(model: Partial<ModelSignature>, wishes: Partial<ModelWish> = {}) {
  const signature = { inputs: matrix(2), outputs: score, features: null, zipMaps: [], ...model };
  return planModel(signature, { ...wish, ...wishes }, [...log, { name: 'brand', type: 'VARCHAR' }]);
}

describe('plan of inputs', () => {
  it('takes the order of the case before that of the file', () => {
    const model = { features: ['f_price', 'f_ctr'] };
    expect(plan(model).features).toEqual(['f_price', 'f_ctr']);
    expect(plan(model, { features: ['f_ctr', 'f_price'] }).features).toEqual(['f_ctr', 'f_price']);
  });

  it('maps names of the file to names of the log', () => {
    const { features } = plan({ features: ['Column_0', 'f_ctr'] }, { rename: { Column_0: 'f_price' } });
    expect(features).toEqual(['f_price', 'f_ctr']);
  });

  it('feeds one named input a feature', () => {
    const inputs = [tensor('f_new', [null], 'bool'), tensor('f_price', [null, 1], 'float64')];
    expect(plan({ inputs }).inputs).toMatchObject([
      { name: 'f_new', type: 'bool', shape: [null], cells: [{ column: 'f_new' }] },
      { name: 'f_price', type: 'float64', shape: [null, 1], cells: [{ column: 'f_price' }] },
    ]);
  });

  it('keeps a batch size that the file fixes', () => {
    expect(plan({ inputs: [tensor('X', [4, 2])] }, { features: ['f_price', 'f_ctr'] }).fixedRows).toBe(4);
    expect(plan({}, { features: ['f_price', 'f_ctr'] }).fixedRows).toBeNull();
  });

  it.each([
    [{}, {}, /matrix of 2 features, and neither the file nor the case says their order.*|List them/],
    [{}, { features: ['f_price'] }, /takes 2 features, but 1 is listed/],
    [
      {},
      { features: ['f_price', 'f_crt'] },
      /needs the feature "f_crt", which the log's features lack; the nearest name is "f_ctr"/,
    ],
    [{}, { features: ['f_price', 'brand'] }, /"brand" is text in the log/],
    [{ inputs: [tensor('X', [null, 2], 'string')] }, { features: ['f_new', 'brand'] }, /"f_new" is BOOLEAN in the log/],
    [{ inputs: [tensor('X', [null, 2], 'complex64')] }, { features: ['f_price', 'f_ctr'] }, /type complex64/],
    [{ inputs: [tensor('X', [null, 2, 3])] }, { features: ['f_price', 'f_ctr'] }, /takes 6 features, but 2 are listed/],
    [
      { inputs: [tensor('X', [null, null, 2])] },
      { features: ['f_price', 'f_ctr'] },
      /3 dimensions, of which one within a row is free/,
    ],
    [{ inputs: [tensor('X', [])] }, { features: ['f_price'] }, /0 dimensions; rows by features are needed/],
    [{ inputs: [tensor('f_price', [null, 1]), tensor('X', [null, 7])] }, {}, /"X" is a matrix of 7 features/],
    [{ inputs: [tensor('Y', [null, 2]), tensor('X', [null, 7])] }, {}, /2 of which take more than one value a row/],
    [{ inputs: [] }, {}, /takes no input/],
  ])('refuses what cannot be fed (%#)', (model, wishes, reason) => {
    expect(() => plan(model, wishes)).toThrow(reason);
  });
});

describe('plan of the output', () => {
  const output = (model: Partial<ModelSignature>, named: string | null = null) =>
    planOutput({ inputs: [], outputs: score, features: null, zipMaps: [], ...model }, named);
  const label = tensor('label', [null], 'int64');

  it('takes the only float output beside a label', () => {
    expect(output({ outputs: [label, tensor('p', [null, 2])] })).toEqual({
      tensor: 'p',
      column: null,
      classifier: true,
    });
  });

  it('takes tensor and column by name', () => {
    expect(output({}, 'score[0]')).toMatchObject({ tensor: 'score', column: 0 });
  });

  it('knows a ZipMap by its name in the file', () => {
    const model = { outputs: [label, tensor('raw', [])], zipMaps: [{ output: 'probabilities', tensor: 'raw' }] };
    expect(output(model, 'probabilities[1]')).toMatchObject({ tensor: 'raw', column: 1 });
  });

  it.each([
    [{ outputs: [tensor('a', [null]), tensor('b', [null])] }, null, /2 of its outputs could be the score \("a", "b"\)/],
    [{ outputs: [tensor('a', [null], 'string')] }, null, /none of its outputs is a number/],
    [{}, 'scores', /no output "scores"; its outputs are "score"/],
    [{ outputs: [{ name: 'maps', type: null, shape: [] }, ...score] }, 'maps', /"maps" is a map or sequence/],
  ])('refuses an unclear score (%#)', (model, named, reason) => {
    expect(() => output(model, named)).toThrow(reason);
  });
});

describe('the score column', () => {
  const take = (dims: number[], column: number | null, classifier = false) => {
    const size = dims.reduce((product, dim) => product * dim, 1);
    const target = new Float64Array(2);
    const data = Float32Array.from({ length: size }, (_, index) => index);
    takeColumn({ dims, data }, { tensor: 'out', column, classifier }, dims[0] === 5 ? 2 : dims[0]!, target);
    return [...target];
  };

  it('reads vectors, columns and class 1 of two', () => {
    expect(take([2], null)).toEqual([0, 1]);
    expect(take([2, 1], null)).toEqual([0, 1]);
    expect(take([2, 3], 2)).toEqual([2, 5]);
    expect(take([2, 2], null, true)).toEqual([1, 3]);
  });

  it('leaves the padding of a fixed batch out', () => {
    expect(take([3, 1], null)).toEqual([0, 1]);
  });

  it.each([
    [[2, 2], null, /2 values a row; choose one/],
    [[2, 3], 3, /3 columns, so there is no out\[3\]/],
    [[5, 1], null, /does not give one score a row/],
  ])('refuses other shapes (%#)', (dims, column, reason) => {
    expect(() => take(dims, column)).toThrow(reason);
  });
});
