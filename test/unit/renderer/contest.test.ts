import { describe, expect, it } from 'vitest';
import { contestChips } from '../../../renderer/features/compare/chips';
import { matrixRows, metricDecimals, metricId, sharedReach } from '../../../renderer/features/compare/matrix';
import { matrixNumbers } from '../../../renderer/features/compare/matrixNumbers';
import { formatSort, nextSort, parseSort } from '../../../renderer/features/data/sortParam';
import { readContest } from '../../../renderer/state/contest';
import { pageTableTexts } from '../../../renderer/ui/pageTable';
import { cannedCase } from '../../e2e/harness/cannedCase';
import { cannedCompare } from '../../e2e/harness/cannedCompare';

const info = cannedCase('filled');
const contestants = ['baseline', 'candidate', 'popular-boost'];
const rows = matrixRows(cannedCompare(contestants, ['ndcg@10', 'dcg@10', 'recall@10'], true), contestants, 'order');

describe('readContest', () => {
  it('takes the served model as the baseline', () => {
    expect(readContest(info, {})).toEqual({
      baseline: 'baseline',
      models: ['candidate', 'popular-boost', 'multi-task'],
      metrics: null,
      preset: null,
      slice: null,
    });
  });
  it('takes what the address names and leaves out what cannot be compared', () => {
    expect(
      readContest(info, {
        baseline: 'candidate',
        models: 'broken,baseline,candidate',
        metrics: 'mrr,p@5',
        preset: 'ranx',
        slice: "locale = 'nl'",
      }),
    ).toEqual({
      baseline: 'candidate',
      models: ['baseline'],
      metrics: ['mrr', 'p@5'],
      preset: 'ranx',
      slice: "locale = 'nl'",
    });
  });
  it('takes objectives of a model and the ranker where the case has them, and neither unasked', () => {
    const objectives = [{ name: 'click', id: 'candidate:click', output: 'click', missingRows: 0 }];
    const several = {
      builtins: ['@logged' as const, '@ranker' as const],
      models: info.models.map((model) => (model.name === 'candidate' ? { ...model, objectives } : model)),
    };
    expect(readContest(several, {}).models).not.toContain('candidate:click');
    const asked = { baseline: '@ranker', models: 'candidate:click,@logged' };
    expect(readContest(several, asked)).toMatchObject({ baseline: '@ranker', models: ['candidate:click', '@logged'] });
    expect(readContest(info, { baseline: '@ranker' })).toMatchObject({ baseline: 'baseline' });
  });
  it('sets one model against the logged order', () => {
    const one = { ...info, models: info.models.filter(({ name }) => name === 'candidate') };
    expect(readContest(one, {})).toMatchObject({ baseline: '@logged', models: ['candidate'] });
    expect(readContest(one, { models: '@random,@ideal' })).toMatchObject({ models: ['@random', '@ideal'] });
  });
  it('takes one run of a log without positions alone', () => {
    const run = { builtins: ['@random' as const], models: info.models.filter(({ name }) => name === 'candidate') };
    expect(readContest(run, {})).toMatchObject({ baseline: 'candidate', models: [] });
  });
});

describe('matrixRows', () => {
  it('sets means and differences beside their contestants', () => {
    expect(rows.map(({ id }) => id)).toEqual(['ndcg@10', 'dcg@10', 'recall@10']);
    expect(rows[0]?.means.map((mean) => mean?.model)).toEqual(contestants);
    expect(rows[0]?.pairs.map((pair) => pair?.model)).toEqual(['candidate', 'popular-boost']);
  });
  it('names a label that is not the case’s own', () => {
    expect([
      metricId('ndcg@10', 'order', 'order'),
      metricId('ndcg@10', 'click', 'order'),
      metricId('ctr', null, 'order'),
    ]).toEqual(['ndcg@10', 'ndcg@10:click', 'ctr']);
  });
  it('gives metrics four decimals and others four digits', () => {
    expect([
      metricDecimals([0.41, null]),
      metricDecimals([7.4183, 7.1]),
      metricDecimals([1]),
      metricDecimals([]),
    ]).toEqual([4, 3, 4, 4]);
  });
  it('shares the interval scale among metrics in [0, 1]', () => {
    const reach = sharedReach(rows, 0);
    expect(reach).toBeGreaterThan(0.01);
    expect(reach).toBeLessThan(0.1);
  });
  it('exports numbers unrounded', () => {
    const texts = pageTableTexts(matrixNumbers({ rows, contestants }));
    expect(texts[2]?.slice(0, 4)).toEqual(['ndcg@10', 'order', 'candidate', String(rows[0]?.means[1]?.mean)]);
    expect(texts.every((row) => row.length === texts[0]?.length)).toBe(true);
  });
});

describe('contestChips', () => {
  it('names what limits the claim', () => {
    expect(contestChips(info, rows[0]!).map(({ text }) => text)).toEqual([
      'shown only',
      'biased to served',
      '62.0% mature',
      '93.0% judged',
    ]);
  });

  it('does not call metrics of items biased by what was clicked', () => {
    const chips = contestChips(info, { ...rows[0]!, metric: 'ild@10' });
    expect(chips.map(({ text }) => text)).not.toContain('biased to served');
  });
});

describe('sort of a table', () => {
  it('goes ascending, descending, off', () => {
    const up = nextSort(null, 'price');
    const down = nextSort(up, 'price');
    expect([up, down, nextSort(down, 'price')]).toEqual([
      { key: 'price', descending: false },
      { key: 'price', descending: true },
      null,
    ]);
  });
  it('comes back from the address', () => {
    const columns = ['price', '-odd'];
    for (const sort of [
      { key: 'price', descending: true },
      { key: '-odd', descending: false },
    ]) {
      expect(parseSort(formatSort(sort) ?? undefined, columns)).toEqual(sort);
    }
    expect(parseSort('nothing', columns)).toBeNull();
  });
});
