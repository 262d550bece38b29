import { describe, expect, it } from 'vitest';
import { parseCase } from '../../../shared/case/parseCase';
import { rankerStage } from '../../../shared/case/rankerStage';
import { resolveCase } from '../../../shared/case/resolveCase';

function rankerOf(stages: object[]): string | null {
  const log = { path: 'log.csv', columns: { item: 'd', position: 'p' } };
  const { case: written } = parseCase({ rankscope: 1, name: 'stages', log, stages });
  return rankerStage(resolveCase(written!))?.name ?? null;
}

describe('rankerStage', () => {
  const early = { name: 'early', rank: 'r1' };
  const late = { name: 'late', rank: 'r2' };

  it('is the last rank before the rules', () => {
    expect(rankerOf([early, late, { name: 'rules', reason: 'why' }, { name: 'blend', rank: 'r3' }])).toBe('late');
    expect(rankerOf([early, { name: 'shown', rank: 'p' }, late])).toBe('early');
  });

  it('is the last rank where no rules are named', () => {
    expect(rankerOf([early, late, { name: 'scored', score: 's' }])).toBe('late');
  });

  it('is null when no stage has a rank of its own', () => {
    expect(
      rankerOf([
        { name: 'scored', score: 's' },
        { name: 'rules', rank: 'p' },
      ]),
    ).toBeNull();
    expect(rankerOf([])).toBeNull();
  });
});
