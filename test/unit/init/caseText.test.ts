import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ColumnFacts } from '../../../electron/engine/ingest/init/columnFacts';
import { asGlobs, columnUse } from '../../../electron/engine/ingest/init/features';
import { nestedUse } from '../../../electron/engine/ingest/init/nestedUse';
import { stemOf } from '../../../electron/engine/ingest/init/stemOf';
import { yamlComment, yamlList, yamlScalar } from '../../../electron/engine/ingest/init/yamlText';
import { matchNames } from '../../../electron/engine/ingest/matchNames';

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('null', 'yes', '1', '0x1', '-', '~', '? a', 'a: b', 'a #b', '*x', '&y', '{', '- a'),
);

describe('yaml text', () => {
  it('reads back as what was written', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 6 }), anyText, (texts, words) => {
        const [first = 'x'] = texts;
        const yaml = `one: ${yamlScalar(first)} ${yamlComment(words)}\nflow: { a: ${yamlScalar(first)} }\nlist: ${yamlList(texts, '  ')} \n`;
        expect(parse(yaml)).toEqual({ one: first, flow: { a: first }, list: texts.length > 0 ? texts : [] });
      }),
      { numRuns: 500 },
    );
  });

  it('breaks long lists over lines', () => {
    const names = Array.from({ length: 40 }, (_, i) => `column_${i}`);
    expect(parse(`list: ${yamlList(names, '  ')}`)).toEqual({ list: names });
  });
});

describe('asGlobs', () => {
  it('covers names with a common prefix and nothing else', () => {
    expect(asGlobs(['f_a', 'f_b', 'f_c', 'price'], ['item_id'])).toEqual(['f_*', 'price']);
    expect(asGlobs(['f_a', 'f_b', 'f_c'], ['f_label'])).toEqual(['f_a', 'f_b', 'f_c']);
    expect(asGlobs(['f1', 'f2', 'f3', 'f10'], ['qid'])).toEqual(['f*']);
    expect(asGlobs(['u-i_0', 'u-i_1', 'u-i_2'], ['u-x'])).toEqual(['u-i_*']);
  });

  it('always means exactly the given names', () => {
    const name = fc.stringMatching(/^[ab_.*?]{1,6}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 30 }), fc.nat(), (names, at) => {
        const cut = at % names.length;
        const [features, others] = [names.slice(0, cut), names.slice(cut)];
        const matched = matchNames(asGlobs(features, others), names, (pattern) => expect.fail(pattern));
        expect([...matched].sort()).toEqual([...features].sort());
      }),
      { numRuns: 500 },
    );
  });
});

describe('columnUse', () => {
  const facts = (name: string, more: Partial<ColumnFacts>): ColumnFacts => ({
    name,
    type: 'DOUBLE',
    kind: 'double',
    rows: 100,
    filled: 100,
    distinct: 50,
    min: 0,
    max: 1,
    whole: false,
    times: 0,
    json: 0,
    ...more,
  });

  it('leaves out what tells nothing', () => {
    const columns = [
      facts('row', { type: 'BIGINT', kind: 'integer', whole: true, distinct: 100, min: 0, max: 99 }),
      facts('empty', { filled: 0, distinct: 0 }),
      facts('uuid', { type: 'VARCHAR', kind: 'text', rows: 5000, filled: 5000, distinct: 5000 }),
      facts('device', { type: 'VARCHAR', kind: 'text', distinct: 3 }),
      facts('price', {}),
    ];
    expect(columnUse(columns, new Set(), new Set())).toMatchObject({
      features: ['price'],
      context: ['device'],
      leftOut: [{ column: 'row' }, { column: 'empty' }, { column: 'uuid' }],
    });
  });
});

describe('nestedUse', () => {
  it('sorts nested columns by their types', () => {
    const nested = [
      { name: 'a', type: 'STRUCT(age BIGINT, plan VARCHAR)' },
      { name: 'b', type: 'MAP(VARCHAR, DOUBLE)' },
      { name: 'c', type: 'FLOAT[64]' },
      { name: 'd', type: 'VARCHAR[]' },
      { name: 'e', type: 'MAP(VARCHAR, VARCHAR)' },
      { name: 'f', type: 'STRUCT(x BIGINT)[]' },
    ];
    expect(nestedUse(nested, [])).toEqual({
      structs: ['a'],
      maps: ['b'],
      arrays: [{ column: 'c', length: 64 }],
      other: [
        { column: 'd', reason: 'a list (VARCHAR[]): say how long in features.arrays or features.lists' },
        { column: 'e', reason: 'nested (MAP(VARCHAR, VARCHAR))' },
        { column: 'f', reason: expect.stringContaining('a list') },
      ],
    });
  });
});

describe('stemOf', () => {
  it('takes endings of formats off and no others', () => {
    expect(['a/with-vector.csv.gz', 'results.test', 'm.v2.onnx', '@x.parquet', 'run'].map(stemOf)).toEqual([
      'with-vector',
      'results.test',
      'm.v2',
      'x',
      'run',
    ]);
  });
});
