import { describe, expect, it } from 'vitest';
import { unitSums } from '../../../shared/estimators/bootstrapEstimates';
import { bernsteinHalfWidth, empiricalBernstein } from '../../../shared/estimators/empiricalBernstein';
import { estimateValue, estimatorParts } from '../../../shared/estimators/estimatorParts';
import { parseEstimator } from '../../../shared/estimators/estimatorSpec';
import { distributionFault, unsupportedMass } from '../../../shared/estimators/fullDistribution';
import { importanceWeights } from '../../../shared/estimators/importanceWeights';
import { normalInterval } from '../../../shared/estimators/normalInterval';
import { inversePropensityCounts } from '../../../shared/estimators/propensityCounts';
import { partsByUnit } from '../../../shared/estimators/rowUnits';
import { clippedRows, weightDiagnostics } from '../../../shared/estimators/weightDiagnostics';
import { bootstrapDraws } from '../../../shared/stats/bootstrapDraws';
import { sampleSd } from '../../../shared/stats/moments';
import { z975 } from '../../../shared/stats/normal';
import { actions, e7, eachRow, greedy, logging, rowsUnder, target } from './e7';

// definitions.md, tables of C1, C4 and C5. Weights are π_e/π0 = .7/.5, .2/.3, .1/.5, .6/.2, 1/.3.
describe('worked example E7', () => {
  const w = e7.weights!;
  const value = (text: string, rows = e7) => estimateValue(rows, parseEstimator(text)!);
  const interval = (text: string) => normalInterval(estimatorParts(e7, parseEstimator(text)!), eachRow(e7));

  it('has the weights of the table', () => {
    const shown = actions.map((a, i) => target[i]![a]!);
    const found = importanceWeights(
      shown,
      actions.map((a) => logging[a]!),
    );
    expect(found.counts).toEqual({ usable: 5, missing: 0, zero: 0, aboveOne: 0 });
    expect([...found.weights].map((each) => each.toFixed(6))).toEqual([
      '1.400000',
      '0.666667',
      '0.200000',
      '3.000000',
      '3.333333',
    ]);
    expect(found.weights).toEqual(w);
  });

  it.each([
    ['ips', 1.2666666666666666],
    ['snips', 0.7364341085271318],
    ['cips(2)', 0.8],
    ['csnips(2)', 0.6382978723404256],
    ['dm', 0.566],
    ['dr', 0.642],
    ['sndr', 0.610186046511628],
    ['switch_dr(2)', 0.3286666666666667],
    ['dr_clip(2)', 0.5286666666666667],
    ['dros(4)', 0.4800854710209094],
  ])('gives %s', (text, expected) => {
    expect(value(text)).toBeCloseTo(expected, 12);
  });

  it('clips two of five rows at 2', () => {
    expect(clippedRows(w, 2)).toBe(0.4);
  });

  it('has the direct values and weighed residuals of the table', () => {
    expect([...e7.direct!].map((each) => each.toFixed(2))).toEqual(['0.50', '0.44', '0.55', '0.54', '0.80']);
    const residuals = [...w].map((each, i) => each * (e7.rewards[i]! - e7.fitted![i]!));
    expect(residuals.map((each) => each.toFixed(6))).toEqual([
      '-0.840000',
      '-0.266667',
      '-0.080000',
      '0.900000',
      '0.666667',
    ]);
  });

  it('replays the greedy target on its three matches', () => {
    // Rows 1, 4, 5 show A, C, B with the rewards 0, 1, 1.
    const rows = rowsUnder(greedy);
    expect([...rows.matches!]).toEqual([1, 0, 0, 1, 1]);
    expect(value('replay', rows)).toBeCloseTo(2 / 3, 12);
    expect(value('ips', rows)).toBeCloseTo(1.6666666666666667, 12);
    expect(value('snips', rows)).toBeCloseTo(0.8064516129032259, 12);
  });

  it('gives the normal intervals', () => {
    const terms = [...w].map((each, i) => each * e7.rewards[i]!);
    expect(sampleSd(terms)! ** 2).toBeCloseTo(3.022222222222222, 12);
    const ips = interval('ips');
    expect(ips.se).toBeCloseTo(0.77746025264604, 12);
    expect([ips.lo, ips.hi]).toEqual([expect.closeTo(-0.25712742793098275, 9), expect.closeTo(2.790460761264316, 9)]);
    const snips = interval('snips');
    expect(snips.se).toBeCloseTo(0.21451701545221927, 12);
    expect([snips.lo, snips.hi]).toEqual([
      expect.closeTo(0.31598848416975983, 9),
      expect.closeTo(1.1568797328845037, 9),
    ]);
    expect(interval('dr').se).toBeCloseTo(0.3556989988428106, 12);
    expect(interval('sndr').se).toBeCloseTo(0.2128136484709255, 12);
  });

  it('recomputes the whole ratio in a resample', () => {
    // Rows 0, 3, 3, 1, 4: Σwr = 0 + 3 + 3 + 0 + 10/3, Σw = 1.4 + 3 + 3 + 2/3 + 10/3.
    const indices = [0, 3, 3, 1, 4];
    const vectors = unitSums(partsByUnit(estimatorParts(e7, { id: 'snips', lambda: null }), eachRow(e7)), new Map());
    const [draws] = bootstrapDraws(vectors, 1, { next: () => indices.shift()! });
    expect(draws![0]).toBeCloseTo(0.8187134502923976, 12);
    // The Open Bandit Pipeline resamples w·r/w̄ with the w̄ of all rows.
    const normalized = [0, 3, 3, 1, 4].map((i) => (w[i]! * e7.rewards[i]!) / 1.72);
    expect(normalized.reduce((sum, each) => sum + each, 0) / 5).toBeCloseTo(1.0852713178294573, 12);
  });

  it('gives empirical Bernstein bounds', () => {
    const terms = [...w].map((each, i) => each * e7.rewards[i]!);
    const both = empiricalBernstein(terms, { bound: 10 / 3 });
    expect(both.half).toBeCloseTo(10.822211852813941, 12);
    expect([both.lo, both.hi]).toEqual([
      expect.closeTo(-9.555545186147274, 12),
      expect.closeTo(12.088878519480609, 12),
    ]);
    const lower = empiricalBernstein(terms, { bound: 10 / 3, side: 'lower' });
    expect([lower.lo, lower.hi]).toEqual([expect.closeTo(-8.017894389203775, 12), null]);
    const half = bernsteinHalfWidth({ n: 100_000, variance: 0.09, bound: 10, delta: 0.05, twoSided: true });
    expect(half).toBeCloseTo(0.00383097877874816, 15);
    expect(z975 * Math.sqrt(0.09 / 100_000)).toBeCloseTo(0.0018593850969136844, 15);
  });

  it('gives the diagnostics', () => {
    expect(weightDiagnostics(w)).toMatchObject({
      rows: 5,
      ess: expect.closeTo(3.2790147783251227, 12),
      essShare: expect.closeTo(0.6558029556650246, 12),
      maxWeight: expect.closeTo(10 / 3, 12),
      maxWeightShare: expect.closeTo(0.3875968992248062, 12),
      p50: expect.closeTo(1.4, 12),
      topShare: expect.closeTo(0.3875968992248062, 12),
      meanWeight: expect.closeTo(1.72, 12),
      sdWeight: expect.closeTo(1.3931578836904626, 12),
      z: expect.closeTo(1.155625620504013, 12),
      agreement: 1,
    });
    const { weights } = rowsUnder(greedy);
    expect(weightDiagnostics(weights!).agreement).toBe(0.6);
  });

  it('counts each action to 1 where shares are those of the policy', () => {
    const counts = (shown: readonly number[]) =>
      [
        ...inversePropensityCounts(
          shown,
          shown.map((a) => logging[a]!),
          3,
        ),
      ].map((each) => each.toFixed(6));
    const times = (a: number, b: number, c: number) =>
      [a, b, c].flatMap((n, action) => Array(n).fill(action) as number[]);
    expect(counts(times(5, 3, 2))).toEqual(['1.000000', '1.000000', '1.000000']);
    expect(counts(times(7, 2, 1))).toEqual(['1.400000', '0.666667', '0.500000']);
  });

  it('finds a distribution that does not sum to 1', () => {
    expect(distributionFault([0.5, 0.3, 0.1], 0, 0.5)).toEqual({ sum: true, shown: false });
    expect(distributionFault(logging, 1, 0.3)).toEqual({ sum: false, shown: false });
    expect(distributionFault(logging, 1, 0.5)).toEqual({ sum: false, shown: true });
    expect(distributionFault(logging, 7, 0.5)).toEqual({ sum: false, shown: true });
  });

  it('finds what the log cannot show', () => {
    // Without C in the log the target loses (.1 + .1 + .1 + .6 + 0)/5 of its probability.
    const lost = target.map((row) => unsupportedMass(row, [0.5, 0.3, 0]));
    expect(lost.reduce((sum, each) => sum + each, 0) / 5).toBeCloseTo(0.18, 12);
  });
});
