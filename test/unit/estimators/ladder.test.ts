import { describe, expect, it } from 'vitest';
import { estimatorLadder, type LadderFacts } from '../../../shared/estimators/estimatorLadder';
import { defaultEstimators } from '../../../shared/estimators/estimatorSpec';

const good: LadderFacts = {
  rows: 1000,
  randomizedOf: null,
  hasPropensities: true,
  deterministicLog: false,
  uniformLog: false,
  kind: 'single',
  lists: false,
  noWeight: false,
  unfittedMass: 0,
  crossFitted: true,
  deterministicTarget: false,
};

function statuses(facts: Partial<LadderFacts>): Record<string, string> {
  const steps = estimatorLadder(defaultEstimators, { ...good, ...facts });
  return Object.fromEntries(steps.map(({ estimator, status }) => [estimator, status]));
}

function reason(estimator: string, facts: Partial<LadderFacts>): string {
  return estimatorLadder(defaultEstimators, { ...good, ...facts }).find((step) => step.estimator === estimator)!.reason;
}

const ipsFamily = ['snips', 'ips', 'cips'];
const drFamily = ['sndr', 'dr', 'switch_dr', 'dr_clip', 'dros'];

describe('the ladder of estimators', () => {
  it('trusts consistent estimators where propensities are logged', () => {
    expect(statuses({})).toEqual({
      snips: 'ok',
      ips: 'ok',
      cips: 'assumption',
      sndr: 'ok',
      dr: 'ok',
      switch_dr: 'assumption',
      dr_clip: 'assumption',
      dros: 'assumption',
      dm: 'assumption',
      replay: 'refused',
    });
  });

  it('refuses weights on a deterministic log', () => {
    const found = statuses({ deterministicLog: true, uniformLog: true, deterministicTarget: true });
    for (const id of [...ipsFamily, ...drFamily]) expect(found[id]).toBe('refused');
    expect(found).toMatchObject({ dm: 'assumption', replay: 'assumption' });
    expect(reason('snips', { deterministicLog: true })).toContain('Every logged propensity is 1');
  });

  it('refuses weights without propensities', () => {
    const found = statuses({ hasPropensities: false });
    for (const id of [...ipsFamily, ...drFamily]) expect(found[id]).toBe('refused');
    expect(found.dm).toBe('assumption');
  });

  it('refuses what needs a reward model without one', () => {
    const found = statuses({ unfittedMass: null });
    for (const id of [...drFamily, 'dm']) expect(found[id]).toBe('refused');
    expect(found.snips).toBe('ok');
  });

  it('refuses dm where the model does not cover the target', () => {
    expect(statuses({ unfittedMass: 0.12 })).toMatchObject({ dm: 'refused', dr: 'ok' });
    expect(reason('dm', { unfittedMass: 0.12 })).toContain('12%');
  });

  it('takes a model that was not cross-fitted as an assumption', () => {
    expect(statuses({ crossFitted: false })).toMatchObject({ dr: 'assumption', sndr: 'assumption', snips: 'ok' });
  });

  it('allows replay of a deterministic target on a uniform log', () => {
    expect(statuses({ deterministicTarget: true, uniformLog: true }).replay).toBe('ok');
    expect(statuses({ deterministicTarget: true }).replay).toBe('assumption');
  });

  it('refuses propensities of another kind than those of rows', () => {
    expect(statuses({ kind: 'joint' }).snips).toBe('refused');
    expect(statuses({ kind: 'conditional', lists: true }).snips).toBe('refused');
    expect(statuses({ kind: 'single', lists: true }).snips).toBe('refused');
    expect(statuses({ kind: 'conditional' }).snips).toBe('ok');
    expect(statuses({ kind: 'marginal', lists: true })).toMatchObject({ snips: 'assumption', dr: 'assumption' });
    expect(reason('snips', { kind: null, lists: true })).toContain('taken to be');
  });

  it('refuses ratios where every weight is 0', () => {
    expect(statuses({ noWeight: true })).toMatchObject({ snips: 'refused', sndr: 'refused', ips: 'ok', dr: 'ok' });
  });

  it('says on which part of the log a value rests', () => {
    expect(reason('snips', { randomizedOf: 20_000 })).toContain('randomized 5% of the rows');
  });

  it('refuses everything without rows', () => {
    expect(new Set(Object.values(statuses({ rows: 0 })))).toEqual(new Set(['refused']));
  });
});
