import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { flipPlan } from '../../../electron/engine/compare/flipPlan';
import { inferContest } from '../../../electron/engine/compare/inference';
import { type InferenceWork, runInference } from '../../../electron/engine/compare/runInference';
import { runTask } from '../../../electron/engine/compare/statsTasks';
import { runInWorker } from '../../../electron/engine/compare/statsWorker';
import { bundleNode } from '../../../scripts/bundles.mjs';
import { nextUnit, seededRandom } from '../../../shared/stats/random';

const bundle = path.resolve('out/test/statsProgram.cjs');

beforeAll(() =>
  bundleNode({ entry: 'test/engine/scoring/support/workerProgram.ts', outFile: bundle, target: 'node20', banner: '' }),
);

function work(units: number, vectors: number): InferenceWork {
  const random = seededRandom(units);
  const values = () => Float64Array.from({ length: units }, () => nextUnit(random) - 0.4);
  const counts = new Float64Array(units).fill(1);
  return {
    vectors: Array.from({ length: vectors }, () => ({ sums: values(), counts })),
    means: 2,
    seed: 7,
    flips: 500,
  };
}

function inference(each: InferenceWork) {
  return { task: 'inference' as const, work: each };
}

describe('resampling in a thread of its own', () => {
  it('gives the same bytes as here', async () => {
    const each = work(3000, 4);
    expect(await runInWorker(bundle, inference(each))).toEqual(runInference(each));
  });

  it('gives numbers of single rows that were handed over to it', async () => {
    const random = seededRandom(3);
    const scores = Float64Array.from({ length: 5000 }, () => nextUnit(random));
    const outcomes = Uint8Array.from({ length: 5000 }, () => random.next(2));
    const starts = Array.from({ length: 501 }, (_, request) => request * 10);
    const rows = [{ scores, outcomes, starts }];
    const job = { task: 'pointwise' as const, work: { names: ['auc', 'gauc', 'ece'], rows } };
    const expected = runTask(job);
    const transfer = [scores.buffer, outcomes.buffer];
    expect(await runInWorker(bundle, job, { transfer })).toEqual(expected);
    expect(scores.length).toBe(0);
  });

  it('ends at once when it is canceled', async () => {
    const controller = new AbortController();
    const running = runInWorker(bundle, inference({ ...work(2000, 20), flips: 1_000_000 }), controller);
    setImmediate(() => controller.abort());
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    const aborted = AbortSignal.abort();
    await expect(runInWorker(bundle, inference(work(10, 3)), { signal: aborted })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('says what became of a thread that failed', async () => {
    const broken = { vectors: null } as unknown as InferenceWork;
    await expect(runInWorker(bundle, inference(broken))).rejects.toThrow('The statistics thread ended');
  });
});

describe('the number of flips', () => {
  it('grows with the number of tests until t takes over', () => {
    expect(flipPlan(100, 50)).toEqual({ flips: 10_000, tTail: false });
    expect(flipPlan(200, 500)).toEqual({ flips: 20_000, tTail: false });
    expect(flipPlan(900, 2000)).toEqual({ flips: 10_000, tTail: true });
  });

  it('is said in a note when it is not the usual one', async () => {
    const random = seededRandom(1);
    const values = () => Float64Array.from({ length: 30 }, () => nextUnit(random) - 0.4);
    const units = { name: 'request', count: 30, codes: null, weights: null };
    const differences = Array.from({ length: 120 }, values);
    const { note } = await inferContest({ means: [], differences, units, by: 'query', seed: 0 });
    expect(note).toBe('120 tests: 12,000 sign flips each instead of 10,000.');
  });

  it('recomputes the mean of user means where that is the number', async () => {
    const d = Float64Array.of(0.1, 0.3, -0.2, 0.4, 0.4, 0.1);
    const units = { name: 'user', count: 3, codes: Int32Array.of(0, 0, 1, 2, 2, 2), weights: null };
    const infer = (by: 'query' | 'user') => inferContest({ means: [], differences: [d], units, by, seed: 0 });
    const [query, user] = [(await infer('query')).pairs[0]!, (await infer('user')).pairs[0]!];
    expect(query.interval.value).toBeCloseTo(0.183333, 6);
    expect(query.t.se).toBeCloseTo(0.106175, 6);
    expect(query.flip).toMatchObject({ p: 0.5, extreme: 4, total: 8 });
    expect(user.interval.value).toBeCloseTo(0.1, 12);
    expect(user.t).toMatchObject({ n: 3, mean: expect.closeTo(0.1, 12) });
  });
});
