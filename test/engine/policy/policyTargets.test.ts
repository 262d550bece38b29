import { describe, expect, it } from 'vitest';
import { estimateOf, evaluate, even, policy, sourceOf } from './evaluateSource';

describe('differences', () => {
  const mixed = Array.from({ length: 40 }, (_, i) => ({ item: i % 2 ? 'a' : 'b', reward: i % 3 === 0 ? 1 : 0 }));

  it('of a target to itself are 0 in every draw', async () => {
    const found = await evaluate(await sourceOf(mixed), { versus: { ...even, name: 'again' } });
    const own = found.differences.filter(({ versus }) => versus === 'again');
    expect(own.length).toBeGreaterThan(2);
    for (const each of own) expect(each).toMatchObject({ delta: 0, ci: [0, 0], se: 0, normal: [0, 0] });
  });

  it('are paired: they vary less than the estimates do', async () => {
    const near = policy('near', [
      { item: 'a', value: 0.45 },
      { item: 'b', value: 0.55 },
    ]);
    const found = await evaluate(await sourceOf(mixed), { versus: near });
    const paired = found.differences.find(({ estimator, versus }) => estimator === 'ips' && versus === 'near')!;
    expect(paired.delta).toBeCloseTo(
      estimateOf(found, 'ips').value! - found.versus!.estimates.find(({ estimator }) => estimator === 'ips')!.value!,
      12,
    );
    expect(paired.se!).toBeLessThan(estimateOf(found, 'ips').se! / 2);
  });

  it('to the log are 0 for the policy that logged', async () => {
    const found = await evaluate(await sourceOf(mixed));
    const toLog = found.differences.filter(({ versus }) => versus === '@logged');
    expect(toLog.map(({ estimator }) => estimator)).toEqual(['snips', 'ips', 'cips']);
    for (const each of toLog) {
      expect(each.delta).toBeCloseTo(0, 12);
      expect(each.se).toBeCloseTo(0, 12);
    }
  });
});

describe('the policy that logged', () => {
  it('tells what of the target the log cannot show', async () => {
    const source = await sourceOf([
      { item: 'a', propensity: 1 },
      { item: 'a', propensity: 1 },
    ]);
    const logging = policy('logging', [
      { item: 'a', value: 1 },
      { item: 'b', value: 0 },
    ]);
    const { diagnostics } = await evaluate(source, { logging });
    expect(diagnostics).toMatchObject({ unsupportedMass: 0.5, failedDistributions: 0, verdict: 'red' });
  });

  it('fails where it does not sum to 1 or is not what was logged', async () => {
    const source = await sourceOf([
      { item: 'a', position: 1 },
      { item: 'b', position: 1, propensity: 0.4 },
      { item: 'a', position: 2 },
    ]);
    const logging = policy('logging', [
      { item: 'a', position: 1, value: 0.5 },
      { item: 'b', position: 1, value: 0.5 },
      { item: 'a', position: 2, value: 0.5 },
    ]);
    const { diagnostics } = await evaluate(source, { logging });
    expect(diagnostics.failedDistributions).toBe(2);
    expect(diagnostics.reasons.join(' ')).toContain('In 2 rows');
  });
});

describe('a ranking as target', () => {
  it('shows its list as it is', async () => {
    const source = await sourceOf([
      { item: 'a', position: 1, reward: 1 },
      { item: 'b', position: 2, reward: 0 },
      { item: 'a', position: 1, reward: 0 },
    ]);
    // The second row would have been shown in place 1, the third nowhere.
    const found = await evaluate(source, { target: { name: 'ranker', ranks: Int32Array.of(1, 1, 0) } });
    expect(estimateOf(found, 'replay').value).toBe(1);
    expect(estimateOf(found, 'ips').value).toBeCloseTo(2 / 3, 12);
    expect(found.gaps).toMatchObject({ missingRows: 2, missingPairs: null, placelessRows: 2 });
    expect(found.diagnostics.agreement).toBeCloseTo(1 / 3, 12);
  });
});

describe('a log without propensities', () => {
  it('keeps what needs none', async () => {
    const rewardModel = {
      ...policy('model', [
        { item: 'a', value: 0.4 },
        { item: 'b', value: 0.2 },
      ]),
      crossFitted: true,
    };
    const found = await evaluate(await sourceOf([{}, { reward: 0 }], { propensity: null }), { rewardModel });
    expect(estimateOf(found, 'snips')).toMatchObject({ value: null, valueReason: 'The log holds no propensities.' });
    expect(estimateOf(found, 'dm').value).toBeCloseTo(0.3, 12);
    expect(found.diagnostics).toMatchObject({ verdict: 'red', reasons: [expect.stringContaining('model-based')] });
    expect(found.diagnostics.ess).toBeUndefined();
  });
});

describe('empirical Bernstein intervals', () => {
  const bounds = { rewardMax: 1, minPropensity: 0.5 };

  it('are given where the range was fixed beforehand', async () => {
    const source = await sourceOf([{}, { reward: 0 }]);
    const found = await evaluate(source, {
      bounds,
      estimators: [
        { id: 'ips', lambda: null },
        { id: 'cips', lambda: 3 },
        { id: 'cips', lambda: null },
        { id: 'snips', lambda: null },
      ],
    });
    // Terms 1 and 0: s² = .5, b = 1/.5 = 2; ln(4/.05) = 4.382027.
    const half = Math.sqrt((2 * 0.5 * Math.log(80)) / 2) + (7 * 2 * Math.log(80)) / 3;
    expect(found.estimates[0]!.bernstein).toEqual([expect.closeTo(0.5 - half, 9), expect.closeTo(0.5 + half, 9)]);
    expect(found.estimates[1]!.bernstein).not.toBeNull();
    expect(found.estimates[2]).toMatchObject({
      bernstein: null,
      bernsteinReason: expect.stringContaining('λ comes from'),
    });
    expect(found.estimates[3]).toMatchObject({ bernstein: null, bernsteinReason: expect.stringContaining('no range') });
  });

  it('are refused where users repeat, and where a term leaves the range', async () => {
    const users = await sourceOf([{ user: 1 }, { user: 1 }, { user: 2 }]);
    expect(estimateOf(await evaluate(users, { bounds }), 'ips').bernsteinReason).toContain('independent');
    const wide = await sourceOf([{ propensity: 0.1 }, {}]);
    await expect(evaluate(wide, { bounds })).rejects.toThrow('empirical Bernstein');
  });
});
