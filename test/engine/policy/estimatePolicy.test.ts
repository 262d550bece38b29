import { describe, expect, it } from 'vitest';
import { estimatePolicy } from '../../../electron/engine/policy/estimatePolicy';
import { estimateOf, evaluate, even, policy, sourceOf, stepOf } from './evaluateSource';
import type { Entry } from './randomBandit';

describe('the rows that are used', () => {
  const rows = [
    { explore: true, reward: 1 },
    { explore: false, reward: 0 },
    { explore: null, reward: 0 },
    { explore: true, reward: 1 },
  ];

  it('are those that chance chose, where the log tells them apart', async () => {
    const found = await evaluate(await sourceOf(rows, { randomized: 'explore' }));
    expect(found).toMatchObject({
      randomizedOnly: true,
      rows: { used: 2, notRandomized: 2 },
      loggedValue: { value: 1, n: 2 },
    });
    expect(found.warnings[0]).toBe('Only the 50% of rows that chance chose are used: 2 of 4.');
    expect(stepOf(found, 'snips').reason).toContain('on the randomized 50% of the rows');
  });

  it('are all of them on request', async () => {
    const found = await evaluate(await sourceOf(rows, { randomized: 'explore' }), { allRows: true });
    expect(found).toMatchObject({ randomizedOnly: false, rows: { used: 4, notRandomized: 0 }, warnings: [] });
  });

  it('are counted by what became of them', async () => {
    const source = await sourceOf([
      {},
      { position: null },
      { propensity: null },
      { propensity: Number.NaN },
      { propensity: 0 },
      { propensity: -1 },
      { propensity: 1.01 },
      { reward: null },
      { reward: Number.POSITIVE_INFINITY },
    ]);
    const found = await evaluate(source);
    expect(found.rows).toEqual({
      notRandomized: 0,
      notShown: 1,
      noPropensity: 2,
      zeroPropensity: 2,
      propensityAboveOne: 1,
      noReward: 2,
      noWeight: 0,
      used: 1,
    });
    expect(found.warnings).toHaveLength(5);
    expect(found.warnings).toContain('Left out: 2 rows with no reward.');
  });
});

describe('what a target does not name', () => {
  it('has the probability 0, and is counted', async () => {
    const source = await sourceOf([
      { item: 'a', position: 1 },
      { item: 'b', position: 1 },
      { item: 'b', position: 1 },
      { item: 'a', position: 2 },
    ]);
    const target = policy('one place', [{ item: 'a', position: 1, value: 0.9 }]);
    const found = await evaluate(source, { target });
    expect(found.gaps).toMatchObject({ missingRows: 3, missingPairs: 2, placelessRows: 1, places: 1, placesOff: 1 });
    expect(found.gaps.worstSum).toBeCloseTo(0.1, 12);
    expect(estimateOf(found, 'ips').value).toBeCloseTo(0.9 / 0.5 / 4, 12);
    expect(found.warnings).toEqual([
      '"one place" does not name what 3 of 4 rows show (2 items and places): its probability is 0 there.',
      '"one place" names nothing at all in the place of 1 row.',
      'Places where the probabilities of "one place" do not sum to 1: 1 of 1, off by 0.10 at most.',
      // (3/4)^4 of the 4^4 draws miss the one row with a weight.
      'In 81 of 256 draws an estimate of "one place" has no value.',
    ]);
  });

  it('leaves holes in a reward model that dm refuses and dr bears', async () => {
    const source = await sourceOf([{ item: 'a' }, { item: 'b', reward: 0 }]);
    const rewardModel = { ...policy('model', [{ item: 'a', value: 0.4 }]), crossFitted: true };
    const found = await evaluate(source, { rewardModel });
    expect(found.gaps).toMatchObject({ unfittedRows: 1, unfittedMass: 0.5 });
    expect(stepOf(found, 'dm')).toMatchObject({ status: 'refused', reason: expect.stringContaining('50%') });
    // dm = .5·.4 = .2, weights 1: .2 + ((1 - .4) + (0 - 0))/2.
    expect(estimateOf(found, 'dr').value).toBeCloseTo(0.5, 12);
    expect(found.warnings).toContain('"model" has no value for what is shown in 1 row: it counts as 0 there.');
  });
});

describe('tables that cannot be used', () => {
  it.each<[string, Entry[], string]>([
    ['no rows', [], 'it has no rows'],
    [
      'an entry twice',
      [
        { item: 'a', value: 0.5 },
        { item: 'a', value: 0.1 },
      ],
      '(a) stands in it more than once',
    ],
    ['what is no probability', [{ item: 'a', value: 1.2 }], 'there is no probability in 1 row'],
    ['what is no number', [{ item: 'a', value: Number.NaN }], 'there is no number in 1 row'],
  ])('are refused for %s', async (_, entries, reason) => {
    const source = await sourceOf([{}]);
    await expect(evaluate(source, { target: policy('bad', entries) })).rejects.toThrow(
      `"bad" cannot be used: ${reason}`,
    );
  });

  it('are refused by position where the log has none', async () => {
    const source = await sourceOf([{}], { hasPositions: false });
    const target = policy('placed', [{ item: 'a', position: 1, value: 1 }]);
    await expect(evaluate(source, { target })).rejects.toThrow('the log has no positions');
  });
});

describe('options that cannot be used', () => {
  it('name the nearest reward', async () => {
    const refused = evaluate(await sourceOf([{}]), { reward: 'clik' });
    await expect(refused).rejects.toMatchObject({ code: 'input', hint: 'Did you mean "click"?' });
  });

  it('refuse a λ that the estimator does not take', async () => {
    const source = await sourceOf([{}]);
    const ask = () => evaluate(source, { estimators: [{ id: 'snips', lambda: 2 }] });
    await expect(ask()).rejects.toThrow('no such λ');
  });
});

describe('what is resampled', () => {
  it('is users where they repeat, else requests', async () => {
    const repeated = await sourceOf([{ user: 1 }, { user: 1 }, { user: 2 }, { user: null }]);
    expect(await evaluate(repeated)).toMatchObject({ unit: 'user', units: 3 });
    expect(await evaluate(repeated, { unit: 'request' })).toMatchObject({ unit: 'request', units: 4 });
    const once = await sourceOf([{ user: 1 }, { user: 2 }]);
    expect(await evaluate(once)).toMatchObject({ unit: 'request', units: 2 });
  });

  it('keeps rows together where users take turns', async () => {
    const rows = ['a', 'b', 'a', 'b', 'a'].map((item, i) => ({ item, user: i % 2, reward: i }));
    const target = policy('a alone', [{ item: 'a', value: 1 }]);
    const found = await evaluate(await sourceOf(rows), { target });
    // User 0 has the rows with a and the rewards 0, 2, 4.
    expect(found.units).toBe(2);
    expect(estimateOf(found, 'replay').value).toBe(2);
    expect(estimateOf(found, 'snips').value).toBe(2);
    expect(found.loggedValue.value).toBe(2);
  });

  it('gives no interval for one unit', async () => {
    const found = await evaluate(await sourceOf([{ user: 1 }, { user: 1, reward: 0 }]));
    expect(estimateOf(found, 'ips')).toMatchObject({
      value: 0.5,
      ci: null,
      se: null,
      ciReason: 'an interval needs two units',
    });
  });

  it('is nothing where values alone are asked for', async () => {
    const found = await evaluate(await sourceOf([{}, { reward: 0 }]), { intervals: false });
    expect(found).toMatchObject({ draws: 0, loggedValue: { value: 0.5, ci: null, se: null } });
    expect(estimateOf(found, 'snips')).toMatchObject({
      value: 0.5,
      ci: null,
      se: null,
      ciReason: 'intervals were not asked for',
    });
    expect(found.differences[0]).toMatchObject({ delta: 0, ci: null, se: null });
  });
});

describe('a call', () => {
  it('leaves nothing in the session', async () => {
    const source = await sourceOf([{}]);
    const tables = () => source.db.readRows({ text: 'SELECT table_name FROM duckdb_tables() ORDER BY 1' });
    const before = await tables();
    await evaluate(source, { rows: Uint8Array.of(1), rewardModel: { ...even, crossFitted: true }, logging: even });
    expect(await tables()).toEqual(before);
  });

  it('tells how far it is, up to the end', async () => {
    const source = await sourceOf(Array.from({ length: 20 }, () => ({})));
    const told: [number, number][] = [];
    await estimatePolicy(
      source,
      { reward: 'click', target: even, draws: 200 },
      { progress: (done, total) => told.push([done, total]) },
    );
    const done = told.map(([each]) => each);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(told.at(-1)).toEqual([40, 40]);
  });

  it('stops when it is cancelled', async () => {
    const source = await sourceOf(Array.from({ length: 20 }, () => ({})));
    const stop = new AbortController();
    const call = estimatePolicy(
      source,
      { reward: 'click', target: even, draws: 100_000 },
      { signal: stop.signal, progress: (done) => done > 20 && stop.abort() },
    );
    await expect(call).rejects.toThrow();
  });
});
