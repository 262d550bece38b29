import { beforeEach, describe, expect, it } from 'vitest';
import { useCaseStore } from '../../../renderer/state/caseStore';
import { activeJobs, jobShare } from '../../../renderer/state/engineStore';
import { useProblemStore } from '../../../renderer/state/problemStore';
import { withRecent } from '../../../renderer/state/recentCases';
import type { Job } from '../../../shared/schemas/jobs';
import { cancelledError, RankscopeError } from '../../../shared/wire/errors';

const job = (state: Job['state'], id = state): Job => ({
  id,
  kind: 'build',
  title: 'Build',
  session: 's1',
  detached: true,
  state,
  done: 1,
  total: 4,
  text: '',
  error: null,
});

describe('problems', () => {
  beforeEach(() => useProblemStore.setState({ problems: [] }));
  const report = (error: unknown, doing = 'reading') => useProblemStore.getState().report(error, doing);
  const messages = () => useProblemStore.getState().problems.map(({ error }) => error.message);

  it('are kept latest first', () => {
    report(new Error('one'));
    report(new RankscopeError({ code: 'input', message: 'two' }));
    expect(messages()).toEqual(['two', 'one']);
  });
  it('move up when they come again', () => {
    report(new Error('one'));
    report(new Error('two'));
    report(new Error('one'));
    expect(messages()).toEqual(['one', 'two']);
  });
  it('leave out what was cancelled', () => {
    report(cancelledError());
    expect(messages()).toEqual([]);
  });
  it('take errors as they stand in a job', () => {
    report({ code: 'resource', message: 'disk full', hint: 'free some' });
    expect(useProblemStore.getState().problems[0]?.error).toEqual({
      code: 'resource',
      message: 'disk full',
      hint: 'free some',
    });
  });
});

describe('the case of the window', () => {
  it('closes only with its own session', () => {
    const { opened, closed } = useCaseStore.getState();
    opened('s1', null);
    closed('s2');
    expect(useCaseStore.getState().phase).toEqual({ kind: 'open', session: 's1', job: null });
    closed('s1');
    expect(useCaseStore.getState().phase.kind).toBe('none');
  });
  it('keeps the reason why it could not be opened', () => {
    useCaseStore.getState().refused({ code: 'locked', message: 'held by 41' });
    expect(useCaseStore.getState().phase).toEqual({ kind: 'none', problem: { code: 'locked', message: 'held by 41' } });
  });
});

describe('jobs', () => {
  it('are active while they run or wait', () => {
    const jobs = [job('queued'), job('running'), job('done'), job('failed'), job('cancelled')];
    expect(activeJobs(jobs).map(({ id }) => id)).toEqual(['queued', 'running']);
  });
  it('have a share only when their end is known', () => {
    expect([
      jobShare({ done: 1, total: 4 }),
      jobShare({ done: 9, total: 4 }),
      jobShare({ done: 1, total: null }),
    ]).toEqual([0.25, 1, null]);
  });
});

describe('recent cases', () => {
  it('hold each folder once, the latest first', () => {
    const list = withRecent(
      [
        { name: 'a', folder: '/a' },
        { name: 'b', folder: '/b' },
      ],
      { name: 'b2', folder: '/b' },
    );
    expect(list).toEqual([
      { name: 'b2', folder: '/b' },
      { name: 'a', folder: '/a' },
    ]);
  });
  it('hold eight at most', () => {
    const many = Array.from({ length: 12 }, (_, at) => ({ name: `${at}`, folder: `/${at}` }));
    expect(many.reduce(withRecent, [] as typeof many)).toHaveLength(8);
  });
});
