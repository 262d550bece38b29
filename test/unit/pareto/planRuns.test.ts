import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { planRuns, type WeightedObjective } from '../../../shared/pareto/planRuns';
import { blendYaml, pointText } from '../../../shared/pareto/pointText';

const objective = (weight: number, spread: number, hasLogarithm = true): WeightedObjective => ({
  weight,
  spread,
  hasLogarithm,
});
const usual = { form: 'sum' as const, divisions: null, weights: null };

describe('the runs of a study', () => {
  it('begin with the weights of the case and step by influence, not by weight', () => {
    // Spreads .1 and .02: equal shares are weights 1 : 5, scaled to the total 4 of the case.
    const runs = planRuns([objective(1, 0.1), objective(3, 0.02)], { ...usual, divisions: 2 });
    expect(runs[0]).toEqual({ form: 'sum', weights: [1, 3], ofCase: true });
    expect(runs.slice(1, 4).map((run) => 'weights' in run && run.weights)).toEqual([
      [4, 0],
      [0.6667, 3.333],
      [0, 4],
    ]);
  });

  it('hold a grid, products inside it and floors', () => {
    const runs = planRuns([objective(1, 0.1), objective(3, 0.02)], usual);
    const count = (form: string) => runs.filter((run) => run.form === form).length;
    expect([runs.length, count('sum'), count('product'), count('floor')]).toEqual([47, 22, 19, 6]);
  });

  it('turn an objective that the case weighs below 0, which no product can', () => {
    const runs = planRuns([objective(1, 0.1), objective(-74, 0.01)], { ...usual, divisions: 4 });
    expect(runs.some((run) => run.form === 'product')).toBe(false);
    for (const run of runs) {
      if (run.form === 'sum') expect(run.weights[1]).toBeLessThanOrEqual(0);
    }
  });

  it('have no product of predictions below 0, and move what has one value as it is', () => {
    const runs = planRuns([objective(0, 0), objective(1, 2, false)], { ...usual, divisions: 2 });
    expect(runs.map(({ form, ofCase }) => `${form} ${ofCase}`)).toEqual([
      'sum true',
      ...new Array(3).fill('sum false'),
      ...new Array(6).fill('floor false'),
    ]);
    expect(runs[2]).toMatchObject({ weights: [0.6667, 0.3333] });
  });

  it('are the weights that were asked for, after those of the case', () => {
    const runs = planRuns([objective(1, 1), objective(3, 1)], { ...usual, weights: [[2, 5]] });
    expect(runs.map((run) => 'weights' in run && run.weights)).toEqual([
      [1, 3],
      [2, 5],
    ]);
  });
});

describe('a weighting in words', () => {
  it('names what takes part', () => {
    expect(pointText({ form: 'sum', weights: { click: 1, order: 3, view: 0 }, floor: null })).toBe('click 1, order 3');
    expect(pointText({ form: 'product', weights: { click: 1, order: 0.5 }, floor: null })).toBe('click^1 × order^0.5');
    const floor = { by: 'click', above: 'order', lowest: 0.25 };
    expect(pointText({ form: 'floor', weights: null, floor })).toBe('click alone, order above its lowest 25%');
  });

  it('is YAML that reads back as it was', () => {
    const weights = { click: 1, 'two words': -74.5, no: 3, 'a: b': 1e-7, '12': 2 };
    expect(parse(blendYaml(weights))).toEqual({ blend: weights });
  });
});
