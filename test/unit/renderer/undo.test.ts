import { beforeEach, describe, expect, it } from 'vitest';
import { contestChange } from '../../../renderer/state/contestChange';
import { useProblemStore } from '../../../renderer/state/problemStore';
import { isHistoryStep, undoableChange } from '../../../renderer/state/routeChanges';
import { useUndoStore } from '../../../renderer/state/undoStore';

const { push, undo, redo, clear, forget } = useUndoStore.getState();

beforeEach(clear);

describe('the undo stack', () => {
  it('forgets the steps of what is gone, and no others', async () => {
    const step = (what: string, owner?: string) => ({ what, owner, undo: () => undefined, redo: () => undefined });
    for (const each of [step('a'), step('b', 'chart'), step('c'), step('d', 'chart')]) push(each);
    await undo();
    forget('chart');
    expect(await redo()).toBeNull();
    expect((await undo())?.what).toBe('c');
    expect((await undo())?.what).toBe('a');
    expect(await undo()).toBeNull();
    clear();
  });

  it('takes steps back and does them again, latest first', async () => {
    const log: string[] = [];
    const step = (what: string) => ({ what, undo: () => log.push(`-${what}`), redo: () => log.push(`+${what}`) });
    push(step('a'));
    push(step('b'));
    expect((await undo())?.what).toBe('b');
    expect((await undo())?.what).toBe('a');
    expect(await undo()).toBeNull();
    expect((await redo())?.what).toBe('a');
    push(step('c'));
    expect(await redo()).toBeNull();
    await undo();
    await undo();
    expect(log).toEqual(['-b', '-a', '+a', '-c', '-a']);
  });

  it('keeps a step whose call failed and reports it', async () => {
    push({ what: 'save', undo: () => Promise.reject(new Error('The disk is full.')), redo: () => undefined });
    expect(await undo()).toBeNull();
    expect(useUndoStore.getState().past).toHaveLength(1);
    expect(useProblemStore.getState().problems[0]).toMatchObject({ doing: 'Undo: save' });
    useProblemStore.getState().dismissAll();
  });

  it('merges steps of one kind that follow closely', async () => {
    const seen: number[] = [];
    const walk = (to: number) => ({
      what: `to ${to}`,
      mergeKey: 'walk',
      undo: () => seen.push(to - 1),
      redo: () => seen.push(to),
    });
    for (const to of [1, 2, 3]) push(walk(to));
    expect((await undo())?.what).toBe('to 3');
    await redo();
    expect(seen).toEqual([0, 3]);
  });

  it('forgets the oldest beyond a hundred', () => {
    for (let i = 0; i < 120; i++) push({ what: `${i}`, undo: () => undefined, redo: () => undefined });
    expect(
      useUndoStore
        .getState()
        .past.map(({ what }) => what)
        .slice(0, 2),
    ).toEqual(['20', '21']);
  });
});

describe('a change of the view', () => {
  it('is said in words', () => {
    const words = (before: Record<string, string>, after: Record<string, string>) =>
      undoableChange(before, after)?.what;
    expect(words({}, { slice: "locale = 'nl'" })).toBe("filter by locale = 'nl'");
    expect(words({ slice: 'a' }, { slice: '(a) AND (b)' })).toBe('filter by b');
    expect(words({ slice: '(a) AND (b)' }, { slice: 'a' })).toBe('remove the filter b');
    expect(words({ slice: 'a' }, {})).toBe('show all requests');
    expect(words({}, { baseline: 'x', models: 'a,b' })).toBe('baseline x, compare a, b');
    expect(words({ sort: 'a' }, { sort: '-b' })).toBe('sort by b');
    expect(words({ q: 'a' }, { q: 'b' })).toBeUndefined();
  });

  it('goes back to what was there', () => {
    expect(undoableChange({ metric: 'mrr' }, { request: 'r1' })).toMatchObject({
      before: { request: null, metric: 'mrr' },
      after: { request: 'r1', metric: null },
    });
  });

  it('is a step of the history unless it is a walk', () => {
    expect(isHistoryStep({}, { slice: 'a' })).toBe(true);
    expect(isHistoryStep({ request: 'a' }, { request: 'b' })).toBe(false);
  });
});

describe('a contest', () => {
  const contest = { baseline: 'a', models: ['b', 'c'], metrics: null, preset: null, slice: null };

  it('gives the place of a new baseline to the former one', () => {
    expect(contestChange(contest, { baseline: 'c' })).toEqual({ baseline: 'c', models: 'b,a' });
    expect(contestChange(contest, { baseline: 'd' })).toEqual({ baseline: 'd', models: 'b,c' });
  });

  it('takes models in and out but keeps one', () => {
    expect(contestChange(contest, { add: 'd' })).toEqual({ baseline: 'a', models: 'b,c,d' });
    expect(contestChange(contest, { remove: 'b' })).toEqual({ baseline: 'a', models: 'c' });
    expect(contestChange({ ...contest, models: ['b'] }, { remove: 'b' })).toEqual({ baseline: 'a', models: 'b' });
  });
});
