import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divergingColor, loggedColor, magnitudeColor, modelColors, modelShapes } from '../../../renderer/charts/colors';
import { modelStyle } from '../../../renderer/charts/modelStyle';
import { linearScale, niceTicks, symmetricDomain } from '../../../renderer/charts/scales';
import { builtinContestants } from '../../../shared/case/builtinContestants';

fc.configureGlobal({ seed: 20260714 });

describe('colors', () => {
  it('diverge from blue over neutral to orange', () => {
    expect([-1, 0, 1].map(divergingColor)).toEqual(['rgb(0 114 178)', 'rgb(152 160 173)', 'rgb(213 94 0)']);
  });
  it('clamp what lies beyond and take NaN as the middle', () => {
    expect([divergingColor(-7), divergingColor(7), divergingColor(Number.NaN)]).toEqual([
      divergingColor(-1),
      divergingColor(1),
      divergingColor(0),
    ]);
  });
  it('run through cividis for magnitudes', () => {
    expect([magnitudeColor(0), magnitudeColor(1), magnitudeColor(2)]).toEqual([
      'rgb(0 34 78)',
      'rgb(254 232 56)',
      'rgb(254 232 56)',
    ]);
  });
  it('grow lighter with the magnitude', () => {
    const light = (share: number) =>
      magnitudeColor(share)
        .match(/\d+/g)!
        .reduce((sum, part, at) => sum + Number(part) * [0.21, 0.72, 0.07][at]!, 0);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.9, noNaN: true }), (share) => {
        expect(light(share + 0.1)).toBeGreaterThan(light(share));
      }),
    );
  });
});

describe('modelStyle', () => {
  const models = ['A', 'B', 'C'].map((name) => ({ name }));
  it('goes by the place in the case', () => {
    expect(['A', 'B', '@logged', 'C'].map((name) => modelStyle(models, name).color)).toEqual([
      modelColors[0],
      modelColors[1],
      loggedColor,
      modelColors[2],
    ]);
  });
  it('gives every color a shape of its own', () => {
    expect(new Set(modelShapes).size).toBe(modelColors.length);
  });
  it('tells sixteen models apart, and the built-in lists', () => {
    const many = Array.from({ length: 16 }, (_, at) => ({ name: `m${at}` }));
    const styles = [...many.map(({ name }) => name), ...builtinContestants].map((name) => modelStyle(many, name));
    expect(new Set(styles.map(({ color, shape }) => `${color} ${shape}`)).size).toBe(21);
    expect(modelStyle(many, 'm6')).toMatchObject({ color: modelColors[0] });
  });
  it('gives an objective the color of its model in another shape', () => {
    const objectives = ['click', 'order'].map((name) => ({ name, id: `B:${name}`, output: name, missingRows: 0 }));
    const several = [{ name: 'A' }, { name: 'B', objectives }];
    const [own, click, order] = ['B', 'B:click', 'B:order'].map((name) => modelStyle(several, name));
    expect([click!.color, order!.color]).toEqual([own!.color, own!.color]);
    expect(new Set([own!.shape, click!.shape, order!.shape]).size).toBe(3);
  });
});

describe('scales', () => {
  it('map ends to ends and one point to the middle', () => {
    const scale = linearScale([-1, 1], [0, 200]);
    expect([scale(-1), scale(0), scale(1)]).toEqual([0, 100, 200]);
    expect(linearScale([3, 3], [0, 10])(3)).toBe(5);
  });
  it('tick at round numbers without binary noise', () => {
    expect(niceTicks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(niceTicks(0, 0.31, 3)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(niceTicks(0, 637, 3)).toEqual([0, 200, 400, 600]);
  });
  it('tick inside their domain only', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        (lo, span) => {
          for (const tick of niceTicks(lo, lo + span, 5)) {
            expect(tick).toBeGreaterThanOrEqual(lo - span * 1e-6);
            expect(tick).toBeLessThanOrEqual(lo + span * (1 + 1e-6));
          }
        },
      ),
    );
  });
  it('are symmetric about zero for differences', () => {
    expect(symmetricDomain([0.2, -0.5, null, Number.NaN])).toEqual([-0.5, 0.5]);
    expect(symmetricDomain([])).toEqual([-1, 1]);
  });
});
