import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchScorer, toColumns } from '../../../shared/explain/batchScorer';
import { occlusion } from '../../../shared/explain/occlusion';
import { differenceOf, pairwise } from '../../../shared/explain/pairwise';
import { gains, sampledShapley } from '../../../shared/explain/sampledShapley';
import { endsOf, shapley } from '../../../shared/explain/shapley';
import type { ShapleyGame } from '../../../shared/explain/shapleyGame';
import { dataFolder, hasData } from '../../engine/support/dataFolder';

/** A scorer of a function of one row. */
function scorerOf(f: (x: number[]) => number): BatchScorer {
  return async ({ rows, columns }) =>
    Float64Array.from({ length: rows }, (_, row) => f(columns.map((column) => column[row]!)));
}

const alone = (width: number) => Array.from({ length: width }, (_, at) => [at]);

function gameOf(f: (x: number[]) => number, x: number[], background: number[][], groups = alone(x.length)) {
  return { scorer: scorerOf(f), x: Float64Array.from(x), background: toColumns(background), groups };
}

/** f of the worked example E11. */
const e11 = ([x1, x2, x3]: number[]) => 2 * x1! + x2! * x3!;
const exampleGame = gameOf(e11, [1, 2, 3], [[0, 1, 1]]);
const seed = 7;

describe('the worked example E11', () => {
  it('is attributed exactly', async () => {
    const found = await shapley(exampleGame, { seed });
    // v(S) by hand: 1, 3, 2, 3, 4, 5, 6, 8 for {}, 1, 2, 3, 12, 13, 23, 123.
    expect([...found.contributions]).toEqual([2, 2, 3]);
    expect(found).toMatchObject({ base: 1, score: 8, se: null, method: 'exact', pairs: null });
  });

  it('gives what each permutation gives, and one antithetic pair is exact', async () => {
    expect([...gains(Uint32Array.of(0, 1, 2), [1, 3, 4, 8])]).toEqual([2, 1, 4]);
    expect([...gains(Uint32Array.of(2, 1, 0), [1, 3, 6, 8])]).toEqual([2, 3, 2]);
    const sampled = await sampledShapley(exampleGame, { base: 1, score: 8 }, { seed, pairs: 1 });
    expect([...sampled.contributions]).toEqual([2, 2, 3]);
  });

  it('is not additive by occlusion', async () => {
    expect([...(await occlusion(exampleGame, 8))]).toEqual([2, 3, 4]);
  });

  it('depends on the background', async () => {
    const found = await shapley(
      gameOf(
        e11,
        [1, 2, 3],
        [
          [0, 1, 1],
          [2, 0, 4],
        ],
      ),
      { seed },
    );
    expect(found.base).toBe(2.5);
    [0, 4.5, 1].forEach((value, group) => {
      expect(found.contributions[group]).toBeCloseTo(value, 12);
    });
  });

  it('says why A is above B, in both directions and by difference', async () => {
    const a = [1, 2, 3];
    const b = [2, 1, 2];
    const play = (x: Float64Array, other: Float64Array) => shapley(gameOf(e11, [...x], [[...other]]), { seed });
    const forth = await pairwise(Float64Array.from(a), Float64Array.from(b), play);
    expect([...forth.contributions]).toEqual([-2, 2.5, 1.5]);
    expect(forth).toMatchObject({ base: 6, score: 8 });
    const back = await pairwise(Float64Array.from(b), Float64Array.from(a), play);
    expect([...back.contributions]).toEqual([2, -2.5, -1.5]);
    const under = (x: number[]) => shapley(gameOf(e11, x, [[0, 1, 1]]), { seed });
    const difference = differenceOf(await under(a), await under(b));
    expect([...difference.contributions]).toEqual([-2, 2, 2]);
  });

  it.skipIf(!hasData)('has the values of the shared cases', async () => {
    const cases = JSON.parse(readFileSync(path.join(dataFolder, 'cases/definitions.json'), 'utf8'));
    const found = await shapley(exampleGame, { seed });
    expect([...found.contributions]).toEqual([cases.sh_1, cases.sh_2, cases.sh_3]);
    expect([...(await occlusion(exampleGame, 8))].join(', ')).toBe(cases.occ);
  });
});

/** A function with interactions of third order over `m` features. */
const tangled = (m: number) => (x: number[]) => {
  let sum = 0;
  for (let at = 0; at < m; at++) sum += x[at]! * x[(at + 1) % m]! * Math.sin(x[(at + 2) % m]!) + (at % 3) * x[at]!;
  return sum;
};

const row = (m: number) => fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: m, maxLength: m });
const problem = fc.integer({ min: 1, max: 6 }).chain((m) =>
  fc.record({
    m: fc.constant(m),
    x: row(m),
    background: fc.array(row(m), { minLength: 1, maxLength: 4 }),
  }),
);

describe('Shapley values', () => {
  it('add up, and give nothing to a feature that the model ignores', async () => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ m, x, background }) => {
        const f = (row: number[]) => tangled(m)(row);
        const wider = background.map((each, at) => [...each, at]);
        const { base, score, contributions } = await shapley(gameOf(f, [...x, -1], wider), { seed });
        const sum = contributions.reduce((total, value) => total + value, 0);
        expect(Math.abs(sum - (score - base))).toBeLessThan(1e-9 * (1 + Math.abs(score)));
        expect(Math.abs(contributions[m]!)).toBeLessThan(1e-12 * (1 + Math.abs(score)));
      }),
      { numRuns: 40 },
    );
  });

  it('are equal for features that play the same part', async () => {
    const twins = ([a, b, c]: number[]) => a! * b! + Math.cos(a! + b!) * c!;
    const { contributions } = await shapley(
      gameOf(
        twins,
        [2, 2, 1],
        [
          [0.5, 0.5, 3],
          [-1, -1, 0],
        ],
      ),
      { seed },
    );
    expect(contributions[0]).toBeCloseTo(contributions[1]!, 12);
  });

  it('are negated to the bit when the two rows of a pair are exchanged', async () => {
    await fc.assert(
      fc.asyncProperty(problem, async ({ m, x, background }) => {
        const play = (a: Float64Array, b: Float64Array) => shapley(gameOf(tangled(m), [...a], [[...b]]), { seed });
        const [a, b] = [Float64Array.from(x), Float64Array.from(background[0]!)];
        const forth = await pairwise(a, b, play);
        const back = await pairwise(b, a, play);
        expect([...forth.contributions]).toEqual([...back.contributions].map((value) => 0 - value));
        expect([forth.base, forth.score]).toEqual([back.score, back.base]);
      }),
      { numRuns: 40 },
    );
  });

  it('toggle the features of a group together', async () => {
    const f = ([a, b, c]: number[]) => (a === b ? 1 : -100) + c!;
    const game = gameOf(f, [1, 1, 2], [[0, 0, 1]], [[0, 1], [2]]);
    expect([...(await shapley(game, { seed })).contributions]).toEqual([0, 1]);
  });
});

describe('sampled Shapley values', () => {
  const m = 12;
  const wide = gameOf(
    tangled(m),
    Array.from({ length: m }, (_, at) => Math.sin(3 * at) * 2),
    [Array.from({ length: m }, (_, at) => Math.cos(at)), Array.from({ length: m }, (_, at) => -Math.cos(2 * at))],
  );

  it('add up for every number of pairs and repeat for the same seed', async () => {
    const ends = await endsOf(wide, {});
    for (const pairs of [1, 3, 20]) {
      const once = await sampledShapley(wide, ends, { seed, pairs });
      const sum = once.contributions.reduce((total, value) => total + value, 0);
      expect(sum).toBeCloseTo(ends.score - ends.base, 9);
      expect(await sampledShapley(wide, ends, { seed, pairs })).toEqual(once);
    }
  });

  it('lie around the exact values by about their standard errors', async () => {
    const exact = await exactBySubsets(wide);
    const found = await shapley(wide, { seed });
    expect(found.method).toBe('permutation');
    const off = found.contributions.map((value, at) => Math.abs(value - exact[at]!) / (found.se![at]! + 1e-12));
    expect(Math.max(...off)).toBeLessThan(4);
    expect(off.filter((z) => z > 2).length).toBeLessThan(4);
  });

  it('stop early where no interaction exceeds order 2, and do not depend on the size of batches', async () => {
    const f = (x: number[]) => x.reduce((sum, value, at) => sum + value * (at + x[(at + 5) % m]!), 0);
    const game = { ...wide, scorer: scorerOf(f) };
    const found = await shapley(game, { seed });
    expect(found.pairs).toBe(8);
    expect(Math.max(...found.se!)).toBeLessThan(1e-9);
    expect(await shapley(game, { seed, batchRows: 7 })).toEqual(found);
  });

  it('tell progress and stop when cancelled', async () => {
    const seen: number[] = [];
    await shapley(wide, { seed, batchRows: 64, progress: (done, total) => seen.push(done / total) });
    expect(seen.every((share, at) => share > (seen[at - 1] ?? 0) && share <= 1)).toBe(true);
    const controller = new AbortController();
    const stopped = shapley(wide, { seed, signal: controller.signal, progress: () => controller.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('refuse a model that gives no finite score', async () => {
    const game = gameOf(([a, b]) => Math.log(a! - b!), [3, 1], [[2, 1]]);
    await expect(shapley({ ...game, x: Float64Array.of(1, 3) }, { seed })).rejects.toMatchObject({ code: 'input' });
  });
});

/** The definition itself, on any number of groups. */
async function exactBySubsets({ scorer, x, background, groups }: ShapleyGame): Promise<number[]> {
  const m = groups.length;
  const values: number[] = [];
  for (let set = 0; set < 2 ** m; set++) {
    const columns = background.columns.map((column, at) => ((set >> at) & 1 ? column.map(() => x[at]!) : column));
    const scores = await scorer({ rows: background.rows, columns });
    values.push(scores.reduce((sum, score) => sum + score, 0) / background.rows);
  }
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return groups.map((_, player) => {
    let sum = 0;
    for (let set = 0; set < 2 ** m; set++) {
      if ((set >> player) & 1) continue;
      const size = set.toString(2).replaceAll('0', '').length;
      const weight = (factorial(size) * factorial(m - size - 1)) / factorial(m);
      sum += weight * (values[set | (1 << player)]! - values[set]!);
    }
    return sum;
  });
}
