import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileForest } from '../../../shared/trees/compileForest';
import { readLightgbm } from '../../../shared/trees/lightgbm/readLightgbm';
import { scoreRows } from '../../../shared/trees/scoreRows';
import { RankscopeError } from '../../../shared/wire/errors';
import { fixtureText } from './support/fixtures';
import { lightgbmText } from './support/modelFiles';
import { deepForest } from './support/randomForest';

const good = fixtureText('lgb_categorical.txt');
const read = (text: string) => readLightgbm(text, 'm.txt');
const edit = (from: string | RegExp, to: string) => {
  const text = good.replace(from, to);
  expect(text).not.toBe(good);
  return () => read(text);
};

describe('a LightGBM file that is not as it should be', () => {
  it.each([
    ['is truncated', /end of trees[\s\S]*/, '', /^m\.txt, line \d+: the file ends before the line "end of trees"/],
    ['is of a later format', 'version=v4', 'version=v5', /line 2: the model format "v5" is not known/],
    ['has an unknown objective', 'objective=regression', 'objective=other', /the objective "other" is not known/],
    ['lacks a tree', /Tree=1\n[\s\S]*?(?=Tree=2)/, '', /tree 1 should follow here, not "Tree=2"/],
    ['lost its last trees', /Tree=5\n[\s\S]*?(?=end of trees)/, '', /"tree_sizes" holds 8 numbers, and 5 are expected/],
    ['has a leaf that is no number', /leaf_value=\S+/, 'leaf_value=nan', /line \d+: the value of leaf 0 is NaN/],
    ['has a word for a number', /threshold=\S+/, 'threshold=high', /"threshold" holds "high", which is no number/],
    [
      'has a list that is too short',
      /leaf_value=\S+ /,
      'leaf_value=',
      /"leaf_value" holds 7 numbers, and 8 are expected/,
    ],
    ['has a child out of range', /left_child=\S+/, 'left_child=7', /the child 7 of split 0 is out of range/],
    ['has a leaf out of range', /left_child=\S+/, 'left_child=-9', /the child -9 of split 0 is out of range/],
    ['has a cycle', /left_child=\S+/, 'left_child=0', /line \d+: tree 0 cannot be used: its nodes form a cycle/],
    ['splits on a feature it lacks', /split_feature=\S+/, 'split_feature=6', /it splits on feature 6, and there are 6/],
    ['misses a feature name', /feature_names=\S+ /, 'feature_names=', /there are 5 feature names for 6 features/],
    ['misses a field', /right_child=.*\n/, '', /this tree has no "right_child"/],
    ['says something twice', 'num_class=1', 'num_class=1\nnum_class=1', /"num_class" stands here a second time/],
  ])('%s', (_, from, to, message) => {
    expect(edit(from, to)).toThrow(message);
    expect(edit(from, to)).toThrow(RankscopeError);
  });

  it('reads and scores trees of depth 5,000', () => {
    const trees = read(lightgbmText(deepForest('float64', 0)));
    expect(trees.feature).toHaveLength(2 * 10_001);
    expect(scoreRows(compileForest(trees), new Float64Array(9), 3).every(Number.isFinite)).toBe(true);
  });

  it('never does more than being refused or scored, however it was changed', () => {
    const piece = fc.constantFrom(
      '',
      '-',
      '9',
      '0',
      '1e308',
      'nan',
      '\n',
      ' ',
      '=',
      'Tree=0',
      '-2147483648',
      '4294967296',
    );
    const change = fc.record({ at: fc.nat(good.length), cut: fc.integer({ min: 0, max: 40 }), piece });
    const rows = new Float64Array(12).fill(3);
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const text = changes.reduce((all, { at, cut, piece }) => all.slice(0, at) + piece + all.slice(at + cut), good);
        try {
          const trees = read(text);
          if (trees.featureNames.length === 6) scoreRows(compileForest(trees), rows, 2);
        } catch (error) {
          expect(error).toBeInstanceOf(RankscopeError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
