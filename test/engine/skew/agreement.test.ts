import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureSkew } from '../../../electron/engine/skew/measureSkew';
import { categoryDrift, summarizeCategories } from '../../../shared/drift/categoryDrift';
import type { DriftFigures } from '../../../shared/drift/driftFigures';
import { type NumericSide, numericDrift } from '../../../shared/drift/numericDrift';
import { equalNumbers, numberRule } from '../../../shared/skew/numberRule';
import { isMissing, type SkewValue } from '../../../shared/skew/pairClass';
import { pairedSkew } from '../../../shared/skew/pairedSkew';
import { sortedValues } from '../../../shared/stats/quantile';
import { nextUnit, seededRandom } from '../../../shared/stats/random';
import { type SkewColumn, skewSession } from './support/skewSession';

const splits = { limits: Float64Array.of(-1, 0, 0.5, 2), isSingle: false };

/** Columns of every kind with missing values, infinities, ties, defaults and mismatches, and requests of 1 to 90 rows. */
function randomRows(seed: number, rows: number) {
  const random = seededRandom(seed);
  const unit = () => nextUnit(random);
  const pick = <T>(...values: T[]): T => values[random.next(values.length)]!;
  const side = (draw: () => SkewValue) => Array.from({ length: rows }, draw);
  const altered = (s: readonly SkewValue[], other: (value: SkewValue) => SkewValue) => {
    const rate = pick(0, 0.02, 0.3, 0.9);
    return s.map((value) => (unit() < rate ? other(value) : value));
  };
  const number = side(() =>
    unit() < 0.1 ? null : unit() < 0.02 ? pick(Infinity, -Infinity) : pick(0, unit() * 4 - 2),
  );
  const single = side(() => (unit() < 0.05 ? null : Math.fround(unit() * 100)));
  const count = side(() => (unit() < 0.1 ? null : random.next(5)));
  const time = side(() => (unit() < 0.1 ? null : 1_700_000_000 + random.next(100)));
  const id = side(() => (unit() < 0.1 ? null : pick(-0, 1, 2.5, random.next(400))));
  const bool = side(() => (unit() < 0.1 ? null : unit() < 0.4));
  const text = side(() => (unit() < 0.1 ? null : pick('', 'a', 'B', 'é', 'unknown', '日本', `t ${random.next(300)}`)));
  const unique = side(() => `${random.next(1e9)} of a text that is longer than twelve bytes`);
  const columns: SkewColumn[] = [
    {
      name: 'a number',
      kind: 'number',
      type: 'DOUBLE',
      fallback: 0,
      s: number,
      t: altered(number, (v) => pick(null, 0, 1, Number(v) * 1.000001, unit())),
    },
    {
      name: 'single',
      kind: 'number',
      type: 'FLOAT',
      other: 'DOUBLE',
      s: single,
      t: altered(single, (v) => pick(null, Number(v) * 1.1)),
    },
    { name: 'count', kind: 'count', type: 'DOUBLE', s: count, t: altered(count, (v) => pick(null, Number(v) + 1)) },
    {
      name: 'time',
      kind: 'time',
      type: 'TIMESTAMP',
      s: time,
      t: altered(time, (v) =>
        v === null ? 1_700_000_000 : pick(null, Number(v) + 1, Number(v) + 2, Number(v) - 3600),
      ),
    },
    { name: 'id', kind: 'id', type: 'DOUBLE', fallback: 1, s: id, t: altered(id, () => pick(null, 1, 3)) },
    {
      name: 'bool',
      kind: 'bool',
      type: 'BOOLEAN',
      fallback: false,
      s: bool,
      t: altered(bool, (v) => pick(null, v !== true)),
    },
    {
      name: 'text',
      kind: 'category',
      type: 'VARCHAR',
      fallback: 'unknown',
      s: text,
      t: altered(text, (v) => pick(null, 'unknown', ` ${String(v).toUpperCase()} `, 'e\u0301')),
    },
    {
      name: 'unique',
      kind: 'text',
      type: 'VARCHAR',
      s: unique,
      t: altered(unique, (v) => pick(null, String(v).toUpperCase(), 'x')),
    },
    { name: 'clash', kind: 'number', type: 'DOUBLE', other: 'VARCHAR', fallback: 0, s: number, t: text },
  ];
  let request = 0;
  const longest = pick(1, 5, 90);
  const requests = Array.from({ length: rows }, () => (unit() < 1 / longest ? ++request : request));
  const hours = requests.map((each) => 500_000 + Math.floor(each / 3));
  return { columns, requests, hours, clicks: side(() => unit() < 0.2) as boolean[] };
}

describe('skew of a session', () => {
  it('agrees with the reference, pair by pair', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 0, max: 400 }), fc.boolean(), async (seed, rows, partly) => {
        const given = randomRows(seed, rows);
        const lost = new Set(partly ? given.requests.flatMap((_, row) => (row % 7 === 3 ? [row] : [])) : []);
        const session = await skewSession({ ...given, lost, reversed: partly });
        const chosen = partly ? Uint8Array.from(given.requests, (request) => Number(request % 5 !== 0)) : null;
        const kept = given.requests.flatMap((_, row) => (!lost.has(row) && chosen?.[row] !== 0 ? [row] : []));
        const found = await measureSkew(session, {
          rows: chosen,
          splits: new Map(given.columns.filter(({ type }) => type === 'DOUBLE').map(({ name }) => [name, splits])),
          outcomes: [{ name: 'click', column: 'click' }],
        });
        expect(found.rows).toBe(kept.length);
        expect(found.coverage).toEqual({ matched: rows - lost.size, loggedOnly: lost.size, recomputedOnly: 0 });
        const starts = startsOf(kept.map((row) => given.requests[row]!));
        expect(found.requests).toBe(starts.length - 1);
        given.columns.forEach((column, at) => {
          const feature = found.features[at]!;
          const [s, t] = [kept.map((row) => storedValue(column, column.s![row]!)), kept.map((row) => column.t![row]!)];
          const isOrdered = ['number', 'count', 'time'].includes(column.kind) && !column.other?.startsWith('V');
          const expected = pairedSkew({
            s,
            t,
            rule: { numbers: numberRule(column.kind), fallback: column.fallback ?? null },
            requestStarts: starts,
            splits: column.type === 'DOUBLE' && column.other === undefined ? splits : null,
          });
          expect(feature.feature).toBe(column.name);
          expect(feature.classes).toEqual(expected.counts);
          expect(feature.rowMismatch).toBe(expected.rowMismatch);
          expect(feature.valueMismatchRate).toBe(expected.valueMismatchRate);
          expect(feature.splitCross).toBe(expected.splitCross);
          if (column.type === 'VARCHAR') expect(feature.foldedEqual).toBe(expected.foldedEqual ?? 0);
          expect(feature.errors).toEqual(isOrdered ? expected.errors : null);
          expect(feature.ranks).toEqual(isOrdered ? expected.ranks : null);
          const mismatches = feature.byOutcome[0]!;
          expect(mismatches.withFailed + mismatches.withoutFailed).toBe(
            kept.length - expected.counts.match - expected.counts.both_missing,
          );
          expect(mismatches.withRows).toBe(kept.filter((row) => given.clicks[row]).length);
          const drift = column.other === 'VARCHAR' ? null : expectedDrift(column, s, t, starts, isOrdered);
          expect(feature.drift).toEqual(drift);
        });
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  it('gives the same bytes every time', async () => {
    const session = await skewSession(randomRows(3, 3000));
    const [first, second] = [await measureSkew(session), await measureSkew(session)];
    expect(JSON.stringify(second)).toBe(JSON.stringify(first));
  });
});

/** FLOAT keeps less of a number than the test's lists. */
function storedValue({ type }: SkewColumn, value: SkewValue): SkewValue {
  return type === 'FLOAT' && value !== null ? Math.fround(Number(value)) : value;
}

function startsOf(requests: readonly number[]): number[] {
  const starts = requests.flatMap((request, i) => (i === 0 || request !== requests[i - 1] ? [i] : []));
  return [...starts, requests.length];
}

function expectedDrift(
  { kind, fallback }: SkewColumn,
  s: readonly SkewValue[],
  t: readonly SkewValue[],
  starts: readonly number[],
  isOrdered: boolean,
): DriftFigures | null {
  const isActive = (value: SkewValue) =>
    !isMissing(value) &&
    (typeof value === 'number' ? !equalNumbers(value, fallback as number, numberRule(kind)) : value !== fallback);
  const active = (values: readonly SkewValue[]) => values.filter(isActive).length;
  const missing = (values: readonly SkewValue[]) => values.filter(isMissing).length;
  const same = (a: SkewValue, b: SkewValue) => a === b || (isMissing(a) && isMissing(b));
  const draws = (values: readonly SkewValue[]) => {
    const constant = starts.every((from, i) => {
      return values.slice(from, starts[i + 1]).every((value, _, all) => same(value, all[0]!));
    });
    return constant ? starts.length - 1 : values.length;
  };
  if (isOrdered) {
    const side = (values: readonly SkewValue[]): NumericSide => ({
      sorted: sortedValues(values.map((value) => (isMissing(value) ? Number.NaN : Number(value) + 0))),
      missing: missing(values),
      draws: draws(values),
      active: fallback === undefined ? null : active(values),
    });
    return numericDrift(side(t), side(s));
  }
  const names = (values: readonly SkewValue[]) =>
    values.filter((value) => !isMissing(value)).map((value) => String(typeof value === 'number' ? value + 0 : value));
  const [served, trained] = [names(s), names(t)];
  const categories = [...new Set([...served, ...trained])].map((category) => ({
    category,
    e: trained.filter((each) => each === category).length,
    a: served.filter((each) => each === category).length,
  }));
  return categoryDrift(
    summarizeCategories(categories, {
      missing: { e: missing(t), a: missing(s) },
      active: fallback === undefined ? null : { e: active(t), a: active(s) },
      draws: { e: draws(t), a: draws(s) },
    }),
  );
}
