import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXgboost } from '../../../electron/engine/scoring/xgboost/readXgboost';
import { compileForest } from '../../../shared/trees/compileForest';
import { scoreRows } from '../../../shared/trees/scoreRows';
import { RankscopeError } from '../../../shared/wire/errors';
import { fixtureFolder } from './support/fixtures';
import { jsonOf, ubjsonOf, xgboostDocument } from './support/modelFiles';
import { deepForest } from './support/randomForest';

const bytes = readFileSync(path.join(fixtureFolder, 'xgb_categorical.ubj'));
const json = readFileSync(path.join(fixtureFolder, 'xgb_categorical.json'), 'utf8');
const read = (content: Buffer | string) => readXgboost(Buffer.from(content as string), 'm');

/** A document whose only key holds `value`. */
const ubjson = (...value: (string | number[])[]) =>
  Buffer.concat([Buffer.from('{i\u0001a', 'latin1'), ...value.map((part) => Buffer.from(part as string, 'latin1'))]);

describe('an XGBoost file that is not as it should be', () => {
  it.each([
    [
      'is of a later version',
      /"version":\[\d+/,
      '"version":[4',
      /it was saved by XGBoost 4, and models up to XGBoost 3/,
    ],
    ['has an unknown objective', '"name":"reg:squarederror"', '"name":"reg:other"', /"reg:other" is not known/],
    ['has an unknown booster', '"name":"gbtree"', '"name":"other"', /the booster "other" is not known/],
    ['has a cycle', /"left_children":\[1/, '"left_children":[0', /trees\[0\]: node 0 is reached twice/],
    [
      'has a child out of range',
      /"left_children":\[1/,
      '"left_children":[99',
      /the child 99 of node 0 is out of range/,
    ],
    ['misses a child', /"left_children":\[1,/, '"left_children":[', /trees\[0\].*are expected|are stated/],
    ['has a leaf that is no number', /"split_conditions":\[/, '"split_conditions":["x",', /value 0 is not a number/],
    [
      'splits on a feature it lacks',
      /"split_indices":\[5/,
      '"split_indices":[6',
      /it splits on feature 6, and there are 6/,
    ],
    ['misses a feature name', '"feature_names":["price",', '"feature_names":[', /5 feature names for 6 features/],
    [
      'adds to an output it lacks',
      '"tree_info":[0',
      '"tree_info":[1',
      /tree_info: number 0 is 1, which is out of range/,
    ],
    ['has no base score', /"base_score":"[^"]*"/, '"base_score":"[]"', /the base score "\[\]" is not a number/],
    ['is truncated', /\}\}$|"version".*$/, '', /m is not a readable XGBoost model: /],
  ])('%s', (_, from, to, message) => {
    const text = json.replace(from, to);
    expect(text).not.toBe(json);
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(RankscopeError);
  });

  it.each([
    [
      'a text longer than the file',
      ubjson('SL', [0x7f, 255, 255, 255, 255, 255, 255, 255]),
      /a length of \d+ is stated/,
    ],
    ['a text of 2 GB', ubjson('Sl', [0x7f, 255, 255, 255]), /2147483647 bytes are announced, and 0 are left/],
    ['a negative length', ubjson('Si', [0xff]), /a length of -1 is stated/],
    ['a list of 2 billion numbers', ubjson('[$d#l', [0x7f, 255, 255, 255]), /8589934588 bytes are announced/],
    ['a list of values without size', ubjson('[$Z#l', [0x7f, 255, 255, 255]), /a list of the type "Z" is not read/],
    ['a list of 2 billion values', ubjson('[#l', [0x7f, 255, 255, 255]), /2147483647 bytes are announced/],
    ['a million levels', ubjson('['.repeat(1_000_000)), /nested deeper than 64 levels/],
    ['an unknown type', ubjson('q'), /"q" begins no value/],
    ['no end', bytes.subarray(0, 3000), /bytes are announced|ends in the middle/],
  ])('UBJSON with %s', (_, content, message) => {
    expect(() => read(content)).toThrow(message);
    expect(() => read(content)).toThrow(RankscopeError);
  });

  it('refuses a leaf that is NaN or infinite in UBJSON, which JSON cannot hold', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const forest = deepForest('float32', 1, 3);
      forest.value[forest.feature.findIndex((feature) => feature < 0)] = value;
      expect(() => read(ubjsonOf(xgboostDocument(forest)))).toThrow(
        /trees\[0\]: the value of leaf \d+ is (NaN|Infinity)/,
      );
    }
  });

  it.each([
    ['JSON', (document: unknown) => jsonOf(document)],
    ['UBJSON', ubjsonOf],
  ])('reads and scores trees of depth 5,000 in %s', (_, write) => {
    const trees = read(write(xgboostDocument(deepForest('float32', 1))));
    expect(trees.feature).toHaveLength(2 * 10_001);
    expect(scoreRows(compileForest(trees), new Float64Array(9), 3).every(Number.isFinite)).toBe(true);
  });

  it('never does more than being refused or read, however it was changed', () => {
    const change = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.boolean(), (changes, asJson) => {
        const content = Buffer.from(asJson ? json : bytes);
        for (const { at, byte } of changes) content[at % content.length] = byte;
        try {
          read(content);
        } catch (error) {
          expect(error).toBeInstanceOf(RankscopeError);
        }
      }),
      { numRuns: 400 },
    );
  });
});
