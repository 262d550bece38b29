import { describe, expect, it } from 'vitest';
import { numberRule } from '../../../shared/skew/numberRule';
import type { SkewValue } from '../../../shared/skew/pairClass';
import { pairedSkew } from '../../../shared/skew/pairedSkew';
import { readData } from '../metrics/dataFolder';

type Row = Record<string, number | string | null | unknown[]>;

interface PairedCase {
  id: string;
  what: string;
  keys: string[];
  ignore?: string[];
  base: Row[];
  test: Row[];
  allow_duplicate_keys?: boolean;
  float_round_ndigits?: number | null;
  skipped_duplicate_keys?: number;
  expected: Record<string, number | string>[] | string;
}

const text = readData('cases', 'paired_skew.json');
const cases: PairedCase[] = text === null ? [] : JSON.parse(text);

/** Row-level skew by TFDV's detector: base is the recomputed side, test the logged one. */
describe.skipIf(text === null)('data: joins of training and serving rows', () => {
  it('are all eight', () => {
    expect(cases.map(({ id }) => id)).toEqual(Array.from({ length: 8 }, (_, i) => `pair-${i + 1}`));
  });

  it.each(cases.filter(({ keys }) => keys.length > 0))('$id: $what', (each) => {
    const { pairs, skipped } = join(each);
    const names = new Set(pairs.flatMap(({ s, t }) => [...Object.keys(s), ...Object.keys(t)]));
    for (const name of [...each.keys, ...(each.ignore ?? [])]) names.delete(name);
    const found = [...names].map((feature) => countsOf(each, feature, pairs));
    const expected = each.expected as Record<string, number | string>[];
    expect(found.map(({ feature }) => feature).sort()).toEqual(expected.map(({ feature }) => feature).sort());
    for (const counts of expected) {
      expect(found.find(({ feature }) => feature === counts.feature)).toMatchObject(counts);
    }
    expect(skipped).toBe(each.skipped_duplicate_keys ?? 0);
  });

  // So it is when a case is built: `recomputed` of a log without a request role cannot be read.
  it('without a key are an error there', () => {
    expect(cases.filter(({ keys }) => keys.length === 0).map(({ expected }) => expected)).toEqual([
      'error: At least one feature name must be specified',
    ]);
  });
});

/** Rows of equal keys; a key that stands twice is skipped or joined with every row, a missing key joins nothing. */
function join({ keys, base, test, allow_duplicate_keys }: PairedCase) {
  const keyOf = (row: Row) => (keys.some((key) => row[key] == null) ? null : JSON.stringify(keys.map((k) => row[k])));
  const count = (rows: Row[], key: string) => rows.filter((row) => keyOf(row) === key).length;
  const twice = new Set(
    [...base, ...test]
      .map(keyOf)
      .filter((key) => key !== null && (count(base, key) > 1 || count(test, key) > 1) && !allow_duplicate_keys),
  );
  const pairs = test.flatMap((s) => {
    const key = keyOf(s);
    if (key === null || twice.has(key)) return [];
    return base.filter((t) => keyOf(t) === key).map((t) => ({ s, t }));
  });
  return { pairs, skipped: twice.size };
}

function countsOf({ float_round_ndigits }: PairedCase, feature: string, pairs: { s: Row; t: Row }[]) {
  const value = (row: Row): SkewValue => {
    const cell = row[feature] ?? null;
    if (Array.isArray(cell)) return JSON.stringify(cell);
    return typeof cell === 'number' && float_round_ndigits != null ? Number(cell.toFixed(float_round_ndigits)) : cell;
  };
  const { counts } = pairedSkew({
    s: pairs.map(({ s }) => value(s)),
    t: pairs.map(({ t }) => value(t)),
    rule: { numbers: numberRule('number'), fallback: null },
    requestStarts: [0],
    splits: null,
  });
  return {
    feature,
    base_count: pairs.length - counts.train_missing - counts.both_missing,
    test_count: pairs.length - counts.serve_missing - counts.both_missing,
    match_count: counts.match,
    mismatch_count: counts.value_mismatch,
    base_only: counts.serve_missing,
    test_only: counts.train_missing,
    diff_count: pairs.length - counts.match - counts.both_missing,
  };
}
