import { describe, expect, it } from 'vitest';
import { type CaseFile, caseSchema } from '../../../shared/case/caseSchema';
import { checkCase } from '../../../shared/case/checkCase';
import { dottedPath } from '../../../shared/case/parseCase';
import { resolveCase } from '../../../shared/case/resolveCase';
import { unusedKeys } from '../../../shared/case/unusedKeys';

const log = { path: 'log.csv', columns: { request: 'q', item: 'i' } };

function written(models: object[], more: object = {}): CaseFile {
  return caseSchema.parse({ rankscope: 1, name: 'Test', log, models, ...more });
}

function problemsOf(models: object[], more: object = {}): string[] {
  return checkCase(resolveCase(written(models, more))).map(({ path, message }) => `${dottedPath(path)} ${message}`);
}

const file = { name: 'multi', file: 'multi.onnx' };
const heads = { click: 'a', order: 'b' };

describe('objectives and weights of a case', () => {
  it('gives objectives without weights 1 each and says so', () => {
    const { models, defaults } = resolveCase(written([{ ...file, objectives: heads }]));
    expect(models[0]).toMatchObject({ blend: { click: 1, order: 1 }, blending: { value: 'sum', normalize: 'none' } });
    expect(defaults).toContainEqual({
      path: 'models[0].blend',
      value: 'weight 1 for each objective',
      reason: 'the case does not weigh them',
    });
  });

  it('gives an objective that the weights leave out 0 and says so', () => {
    const { models, defaults } = resolveCase(written([{ ...file, objectives: heads, blend: { order: 3 } }]));
    expect(Object.entries(models[0]!.blend!)).toEqual([
      ['click', 0],
      ['order', 3],
    ]);
    expect(defaults.find(({ path }) => path === 'models[0].blend')?.value).toBe('weight 0 for click');
  });

  it('takes names that objects have anyway as names', () => {
    const objectives = { constructor: 'a', toString: 'b' };
    const { models } = resolveCase(written([{ ...file, objectives, blend: { toString: 2 } }]));
    expect(Object.entries(models[0]!.blend!)).toEqual([
      ['constructor', 0],
      ['toString', 2],
    ]);
  });

  it('uses every key of them', () => {
    expect(unusedKeys(written([{ ...file, objectives: heads, blend: { click: 1, order: 3 } }]))).toEqual([]);
    expect(problemsOf([{ ...file, objectives: heads, blend: { click: 1, order: -3 } }])).toEqual([]);
  });

  it.each([
    [{ objectives: {} }, 'objectives names no output of the file'],
    [{ objectives: heads, output: 'a' }, 'output stands beside `objectives`'],
    [{ blend: { click: 1 } }, 'blend stands beside `file` without `objectives`'],
    [{ objectives: heads, blend: { clicks: 1 } }, 'blend.clicks "clicks" is not known; did you mean "click"'],
    [{ objectives: heads, blend: { click: 0, order: 0 } }, 'blend has only weights of 0'],
    [{ blending: { value: 'product' } }, 'blending stands without `objectives` or `blend`'],
    [
      { objectives: heads, blend: { click: 1, order: -3 }, blending: { value: 'product' } },
      'blending.value is product, which takes weights of at least 0; "order" has -3',
    ],
    [
      { objectives: heads, blending: { value: 'product', normalize: 'zscore_list' } },
      'blending.normalize is zscore_list, which gives negative numbers',
    ],
    [
      { objectives: heads, blending: { normalize: 'quantile_global' } },
      'blending.training is missing; `normalize: quantile_global` is the share of training predictions',
    ],
    [
      { objectives: heads, blending: { training: 'train.parquet' } },
      'blending.training is read by `normalize: quantile_global` only, and `normalize` is none',
    ],
    [{ blending: { training: 'train.parquet' } }, 'blending stands without `objectives` or `blend`'],
  ])('refuses %j', (keys, sentence) => {
    const [first, ...others] = problemsOf([{ ...file, ...keys }]);
    expect(first).toContain(`models[0].${sentence}`);
    expect(others).toEqual([]);
  });

  it('takes shares of training predictions where each row is a list of its own', () => {
    const alone = { log: { path: 'log.csv', columns: { item: 'i' } } };
    const blending = { value: 'product', normalize: 'quantile_global', training: 'train/*.parquet' };
    const model = { ...file, objectives: heads, blending };
    expect(problemsOf([model], alone)).toEqual([]);
    const [resolved] = resolveCase(written([model])).models;
    expect(resolved).toMatchObject({ blending: { value: 'product', normalize: 'quantile_global' } });
    expect(resolved!.training).toEqual(['train/*.parquet']);
    expect(resolved!.blending).not.toHaveProperty('training');
    expect(unusedKeys(written([model]))).toEqual([]);
  });

  it('refuses a normalization by the list where each row is a list of its own', () => {
    const alone = { log: { path: 'log.csv', columns: { item: 'i' } } };
    const model = { ...file, objectives: heads, blending: { normalize: 'minmax_list' } };
    expect(problemsOf([model], alone)).toEqual([
      expect.stringContaining('models[0].blending.normalize is minmax_list, which needs lists'),
    ]);
    expect(problemsOf([model])).toEqual([]);
  });
});

describe('blends of models', () => {
  const a = { name: 'a', file: 'a.onnx' };
  const b = { name: 'b', file: 'b.onnx', objectives: heads };

  it('may be made of models, of objectives and of other blends', () => {
    expect(
      problemsOf([
        { name: 'outer', blend: { inner: 1, 'b:order': 2 } },
        { name: 'inner', blend: { a: 1, b: -1 } },
        a,
        b,
      ]),
    ).toEqual([]);
  });

  it.each([
    [[{ name: 'x', blend: {} }], 'models[0].blend names nothing'],
    [[{ name: 'x' }], 'models[0].file is missing; a model is a file, or a `blend` of other models'],
    [[{ name: 'x', objectives: heads }], 'models[0].file is missing; objectives are outputs of a file'],
    [[{ name: 'x', blend: { aa: 1 } }, a], 'models[0].blend.aa "aa" is not known; did you mean "a"'],
    [[{ name: 'x', blend: { x: 1 } }, a], 'models[0].blend is made of itself: x → x'],
    [
      [{ name: 'x', blend: { y: 1 } }, { name: 'y', blend: { z: 1, a: 1 } }, { name: 'z', blend: { x: 1 } }, a],
      'models[0].blend is made of itself: x → y → z → x',
    ],
    [[{ name: 'x', blend: { a: 1 }, output: 'p' }, a], 'models[0].output is about a file, and a blend'],
    [[{ name: 'x', blend: { a: 1 }, listwise: true }, a], 'models[0].listwise is about a file, and a blend'],
    [[b, { name: 'b:click', file: 'c.onnx' }], 'models[0].objectives one of them is called "b:click" among models'],
  ])('refuses %j', (models, sentence) => {
    expect(problemsOf(models)[0]).toContain(sentence);
  });

  it('finds no circle among many blends of each other, and does so at once', () => {
    const chain = Array.from({ length: 60 }, (_, at) => ({
      name: `m${at}`,
      ...(at === 0
        ? { file: 'a.onnx' }
        : { blend: Object.fromEntries(Array.from({ length: at }, (_, i) => [`m${i}`, 1])) }),
    }));
    expect(problemsOf(chain)).toEqual([]);
  });
});
