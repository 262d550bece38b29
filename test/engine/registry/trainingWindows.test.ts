import { describe, expect, it } from 'vitest';
import { trainingWindows } from '../../../electron/engine/registry/trainingWindows';
import { caseOf } from '../scoring/support/scoringCase';

const at = (from: string | undefined, to: string | undefined) => ({ trained: { from, to } });

describe('training windows', () => {
  it('are those of the case, days as a whole, and hold for every objective', () => {
    const windows = trainingWindows(
      caseOf([
        { name: 'a', file: 'a.onnx', objectives: { click: 'c', order: 'o' }, ...at('2026-05-01', '2026-05-31') },
        { name: 'b', file: 'b.onnx', ...at(undefined, '2026-05-31T12:00:00Z') },
        { name: 'c', file: 'c.onnx' },
      ]),
    );
    const may = { from: '2026-05-01T00:00:00.000Z', to: '2026-06-01T00:00:00.000Z' };
    expect(Object.fromEntries(windows)).toEqual({
      a: may,
      'a:click': may,
      'a:order': may,
      b: { from: null, to: '2026-05-31T12:00:00.000Z' },
    });
  });

  it('of a blend span those of what it blends, through other blends, unless it has its own', () => {
    const windows = trainingWindows(
      caseOf([
        { name: 'outer', blend: { inner: 1, late: 1, plain: 1 } },
        { name: 'inner', blend: { 'early:x': 1, late: 0 } },
        { name: 'own', blend: { late: 1 }, ...at('2026-01-01', '2026-01-01') },
        { name: 'none', blend: { plain: 1 } },
        { name: 'early', file: 'a.onnx', objectives: { x: 'c' }, ...at('2026-03-01', '2026-03-10') },
        { name: 'late', file: 'b.onnx', ...at('2026-05-01', '2026-05-10') },
        { name: 'plain', file: 'c.onnx' },
      ]),
    );
    expect(windows.get('inner')).toEqual(windows.get('early'));
    expect(windows.get('outer')).toEqual({ from: windows.get('early')!.from, to: windows.get('late')!.to });
    expect(windows.get('own')).toEqual({ from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z' });
    expect(windows.has('none')).toBe(false);
  });
});
