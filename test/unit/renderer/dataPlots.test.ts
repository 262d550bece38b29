import { describe, expect, it } from 'vitest';
import { histogramPlot, profileFacts } from '../../../renderer/features/profile/profileTexts';
import { nextBar, shortCount } from '../../../renderer/features/shape/barPlot';
import { countsPlot, trafficPlot, worstNulls } from '../../../renderer/features/shape/shapePlots';
import { bucketText, timeTicks, widthText } from '../../../renderer/features/shape/timeText';
import type { ColumnProfile } from '../../../shared/slices/profileSchemas';

const day = 86_400_000;

const profile: ColumnProfile = {
  table: 'impressions',
  column: 'f_price',
  type: 'DOUBLE',
  kind: 'number',
  sliced: false,
  rows: 10,
  nulls: 2,
  distinct: 5,
  distinctExact: false,
  min: 0.5,
  max: 2,
  mean: 1.25,
  nan: 1,
  infinite: 0,
  negativeInfinite: 0,
  quantiles: [{ share: 0.5, value: 1 }],
  histogram: null,
  top: [],
  queries: [],
};

describe('column profile', () => {
  it('says counts, bounds and what is not finite', () => {
    const facts = Object.fromEntries(profileFacts(profile).map(({ name, text }) => [name, text]));
    expect(facts).toMatchObject({ missing: '2 (20.0%)', distinct: '≈ 5', least: '0.500', median: '1.000', NaN: '1' });
    expect(facts['∞']).toBeUndefined();
  });

  it('gives the mean of whole numbers its decimals', () => {
    const whole = { ...profile, type: 'INTEGER', min: 1, max: 24, mean: 8.62, quantiles: [{ share: 0.5, value: 8 }] };
    const facts = Object.fromEntries(profileFacts(whole).map(({ name, text }) => [name, text]));
    expect(facts).toMatchObject({ least: '1', median: '8', mean: '8.620' });
  });

  it('names the last bin closed', () => {
    const { bars } = histogramPlot(profile, { edges: [0, 1, 2], counts: [3, 1] });
    expect(bars.map(({ label }) => label)).toEqual(['[0, 1): 3 rows', '[1, 2]: 1 row']);
  });
});

describe('plots of the log', () => {
  it('splits requests by version', () => {
    const versions = [
      { version: 'a', counts: [3, 0] },
      { version: null, counts: [1, 2] },
    ];
    const plot = trafficPlot({ width: day, starts: [0, day], versionKey: 'model', versions, reason: null });
    expect(plot.bars[0]).toMatchObject({ parts: [3, 1], label: 'Jan 1: 4 requests: a 3, no version 1' });
    expect(plot.table.columns).toEqual(['from (UTC)', 'a', 'no version']);
  });

  it('marks the last value that stands for more', () => {
    const plot = countsPlot({ values: [1, 2], counts: [3, 1], open: true, mean: 1.5 }, 'request', 'rows');
    expect(plot.bars[1]!.label).toBe('2+ rows: 1 request (25.0%)');
  });

  it('puts the column that lacks most first', () => {
    const nulls = [
      { column: 'a', nulls: 1, share: 0.1 },
      { column: 'b', nulls: 0, share: 0 },
      { column: 'c', nulls: 5, share: 0.5 },
    ];
    expect(worstNulls(nulls).map(({ column }) => column)).toEqual(['c', 'a']);
  });

  it('writes times and widths short', () => {
    expect(bucketText(Date.UTC(2026, 6, 3, 14), 3_600_000)).toBe('Jul 3 14:00');
    expect([3_600_000, day, 7 * day].map(widthText)).toEqual(['hour', 'day', '7 days']);
    expect(timeTicks([0, day, 2 * day], day, 2).map(({ at }) => at)).toEqual([0.5, 2.5]);
    expect(['9,999', '12k', '3.5M']).toEqual([9999, 12_000, 3_500_000].map(shortCount));
  });

  it('reads out bars by arrows', () => {
    expect([nextBar('ArrowRight', null, 3), nextBar('ArrowLeft', 0, 3), nextBar('End', 0, 3)]).toEqual([0, 0, 2]);
    expect(nextBar('a', 0, 3)).toBeNull();
  });
});
