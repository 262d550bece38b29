import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeOf } from '../../../renderer/features/weights/changeWords';
import { frontChart } from '../../../renderer/features/weights/frontChart';
import { markOf } from '../../../renderer/features/weights/pointMark';
import { formatWeights, parseWeights, sliderRange } from '../../../renderer/features/weights/weightsParam';
import type { ParetoPointRow, ParetoResult } from '../../../shared/pareto/paretoSchemas';

describe('weights in the address', () => {
  const ofCase = { click: 1, order: 3 };

  it('are read over the objectives of the model', () => {
    expect(parseWeights('click=2,order=0.5', ofCase)).toEqual({ click: 2, order: 0.5 });
    expect(parseWeights('order=-74', ofCase)).toEqual({ click: 0, order: -74 });
    expect(parseWeights('click=2,view=9', ofCase)).toEqual({ click: 2, order: 0 });
  });

  it('leave the weights of the case where they say nothing', () => {
    for (const text of [undefined, '', 'click', 'click=', 'click=x', 'click=0,order=0', 'view=1']) {
      expect(parseWeights(text, ofCase)).toBeNull();
    }
  });

  it('come back as they were written, under any names', () => {
    const weight = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => value !== 0);
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), weight, { minKeys: 1 }), (weights) => {
        expect(parseWeights(formatWeights(weights), weights)).toEqual(weights);
      }),
    );
  });
});

describe('the slider of a weight', () => {
  it('reaches over the weight of the case and the present one', () => {
    expect(sliderRange(1, 1)).toEqual({ min: 0, max: 4, step: 0.04 });
    expect(sliderRange(3, 3)).toEqual({ min: 0, max: 20, step: 0.2 });
    expect(sliderRange(0, 0)).toEqual({ min: 0, max: 1, step: 0.01 });
    expect(sliderRange(1, 900)).toMatchObject({ min: 0, max: 1000 });
    expect(sliderRange(-74, -74)).toMatchObject({ min: -400, max: 0 });
    expect(sliderRange(-1, 2)).toMatchObject({ min: -4, max: 4 });
  });
});

describe('the words for a change', () => {
  const change = { delta: 0.1, ci: [0.05, 0.2] as [number, number], direction: 1 as const, withheld: null };

  it('follow the interval and the direction', () => {
    expect(changeOf(change).text).toBe('better');
    expect(changeOf({ ...change, direction: -1 }).text).toBe('worse');
    expect(changeOf({ ...change, ci: [-0.1, 0.2] }).text).toBe('undecided');
    expect(changeOf({ ...change, withheld: 'why' })).toMatchObject({ text: 'withheld', why: 'why' });
    expect(changeOf({ ...change, delta: 0, ci: [0, 0], withheld: 'why' }).text).toBe('same');
    expect(changeOf({ ...change, delta: null, ci: null }).text).toBe('');
  });
});

const point = (values: (number | null)[], rest: Partial<ParetoPointRow> = {}): ParetoPointRow => ({
  form: 'sum',
  ofCase: false,
  weights: { click: 1, order: values[0] ?? 0 },
  floor: null,
  values: values.map((value) => ({ chosen: value, value, ci: null, versusCase: null })),
  front: true,
  convex: true,
  dominatedBy: null,
  lead: null,
  statistically: null,
  withheld: null,
  ...rest,
});

describe('the mark of a weighting', () => {
  it('says what it is and what limits it', () => {
    const dominated = { front: false, dominatedBy: 0 };
    expect(markOf(point([1, 1]))).toMatchObject({ sign: '●', text: 'front', limit: null });
    expect(markOf(point([1, 1], { withheld: 'why' }))).toMatchObject({ sign: '○', limit: 'withheld' });
    expect(markOf(point([1, 1], { ...dominated, statistically: true }))).toMatchObject({ sign: '×', limit: null });
    expect(markOf(point([1, 1], { ...dominated, statistically: false })).limit).toBe('maybe by chance');
    expect(markOf(point([1, 1], dominated)).limit).toBe('withheld');
    expect(markOf(point([1, null], { front: false })).text).toBe('no value');
  });
});

describe('the chart of weightings', () => {
  it('draws every kind apart, leaves out what has no value, and holds all in its table', () => {
    const axis = { label: 'click', objective: 'click', direction: 1 as const, status: null };
    const result = {
      axes: [
        { ...axis, metric: 'ndcg@10:click' },
        { ...axis, metric: 'ndcg@10:order', direction: -1 as const },
      ],
      points: [
        point([0.3, 0.2], { ofCase: true }),
        point([0.4, 0.1]),
        point([0.5, 0.1], { withheld: 'why' }),
        point([0.1, 0.1], { front: false, dominatedBy: 1 }),
        point([null, 0.1], { front: false }),
      ],
    } as unknown as ParetoResult;
    const spec = frontChart({ result, now: null, axes: [0, 1] });
    expect(spec.series.map(({ name, count }) => [name, count])).toEqual([
      ['front', 1],
      ['front, open', 1],
      ['dominated', 1],
      ['case', 1],
    ]);
    expect(spec.series[1]!.at(0).text).toBe(
      'click 1, order 0.5: ndcg@10:click 0.5000, ndcg@10:order 0.1000; front, withheld',
    );
    expect(spec.table.rows).toBe(5);
    expect(spec.table.value(4, 2)).toBeNull();
    const figure = spec.draw({} as Parameters<typeof spec.draw>[0]);
    expect(figure.yaxis.title).toBe('ndcg@10:order (less is better)');
  });
});
