import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationGate, isCalibrated } from '../../../shared/blend/calibrationGate';
import { observedExpected } from '../../../shared/metrics/calibration';

const fact = (objective: string, surface: string | null, oe: number | null, reason: string | null = null) => {
  return { objective, surface, oe, reason };
};

describe('calibration gate', () => {
  it('passes 18 events of 1000 predicted at 0.02, which are 0.9 but for rounding', () => {
    const oe = observedExpected(
      new Float64Array(1000).fill(0.02),
      Uint8Array.from({ length: 1000 }, (_, row) => (row < 18 ? 1 : 0)),
    )!;
    expect(oe).toBeCloseTo(0.9, 9);
    expect(isCalibrated(oe)).toBe(true);
    expect([0.9 - 1e-8, 1.1 + 1e-8].map(isCalibrated)).toEqual([false, false]);
  });

  it('names every objective and surface outside the range', () => {
    const facts = [fact('click', 'home', 1.2), fact('click', 'search', 1), fact('order', null, 0.5)];
    expect(calibrationGate(facts)).toEqual({
      interpretable: false,
      sentence:
        'Weights are not interpretable: observed/expected lies outside 0.9 to 1.1 for click on home 1.200, order 0.500.',
    });
  });

  it('leaves open what it does not know', () => {
    expect(calibrationGate([fact('click', 'home', 1), fact('order', null, null, 'no label')])).toEqual({
      interpretable: null,
      sentence: 'It is not known whether weights are interpretable (order: no label).',
    });
    expect(calibrationGate([]).interpretable).toBeNull();
    expect(calibrationGate([fact('click', 'home', 1.1)]).interpretable).toBe(true);
  });

  it('never becomes interpretable by one fact more', () => {
    const some = fc.array(fc.option(fc.double({ min: 0, max: 2, noNaN: true })), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(some, (values) => {
        const facts = values.map((oe, at) => fact(`o${at}`, null, oe, oe === null ? 'unknown' : null));
        const all = calibrationGate(facts).interpretable;
        const fewer = calibrationGate(facts.slice(0, -1)).interpretable;
        if (all === true) expect(facts.length === 1 || fewer === true).toBe(true);
        if (fewer === false) expect(all).toBe(false);
      }),
    );
  });
});
