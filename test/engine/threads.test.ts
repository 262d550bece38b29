import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { runTask } from '../../electron/engine/compare/statsTasks';
import { askThread } from '../../electron/engine/threads/askThread';
import { endThreads, startRole } from '../../electron/engine/threads/roleThread';
import { claimEnd, enterThread, inNative, newThreadState, setFree } from '../../electron/engine/threads/threadState';
import { bundleNode } from '../../scripts/bundles.mjs';

const bundle = path.resolve('out/test/threadsProgram.cjs');

beforeAll(() =>
  bundleNode({ entry: 'test/engine/scoring/support/workerProgram.ts', outFile: bundle, target: 'node20', banner: '' }),
);

function job(units: number) {
  const sums = new Float64Array(units).fill(1);
  const work = { vectors: [{ sums, counts: sums }], means: 1, seed: 1, flips: 100 };
  return { task: 'inference' as const, work };
}

describe('a thread', () => {
  it('is ended at any moment of its start without harm to the process', async () => {
    // It loads native modules for its first tenth of a second or two; ended there, it would abort this process.
    for (let at = 0; at < 24; at++) {
      const thread = startRole(bundle, { role: 'stats', job: job(2000) });
      await sleep(at * 10);
      await thread.end();
    }
    expect(process.exitCode ?? 0).toBe(0);
  }, 60_000);

  it('answers, and is heard until it has said all', async () => {
    const heard: unknown[] = [];
    const hear = (message: unknown) => {
      heard.push(message);
      return { result: message };
    };
    const own = job(50);
    expect(await askThread(bundle, { role: 'stats', job: own }, { name: 'test', hear })).toEqual(runTask(own));
    expect(heard).toHaveLength(1);
    const failing = { name: 'test', hear: () => ({ failure: new Error('no map') }) };
    await expect(askThread(bundle, { role: 'stats', job: own }, failing)).rejects.toThrow('no map');
    const none = { role: 'nothing' };
    await expect(askThread(bundle, none, { name: 'test', hear })).rejects.toThrow(
      'The test thread ended: There is no worker role "nothing".',
    );
  });

  it('is cancelled at once, also while it starts', async () => {
    const controller = new AbortController();
    const options = { name: 'test', signal: controller.signal, hear: () => null };
    const asking = askThread(bundle, { role: 'stats', job: job(10) }, options);
    controller.abort();
    await expect(asking).rejects.toMatchObject({ code: 'cancelled' });
    await expect(askThread(bundle, { role: 'stats', job: job(10) }, options)).rejects.toMatchObject({
      code: 'cancelled',
    });
    await endThreads();
  });
});

describe('the state of a thread', () => {
  it('lets nobody end it while it loads its bundle or is inside a native module', () => {
    const state = newThreadState();
    expect(claimEnd(state)).toBe(false);
    enterThread(state);
    expect(inNative(() => claimEnd(state))).toBe(false);
    expect(() =>
      inNative(() => {
        throw new Error('bad vectors');
      }),
    ).toThrow('bad vectors');
    expect(claimEnd(state)).toBe(true);
    enterThread(undefined);
  });

  it('frees a thread that is gone, whatever it was in', () => {
    const state = newThreadState();
    setFree(state);
    expect([claimEnd(state), claimEnd(state)]).toEqual([true, true]);
  });
});
