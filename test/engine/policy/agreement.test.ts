import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimatePolicy } from '../../../electron/engine/policy/estimatePolicy';
import type { PolicyOptions } from '../../../electron/engine/policy/policyOptions';
import type { PolicyResult } from '../../../electron/engine/policy/policyResult';
import { bootstrapEstimates } from '../../../shared/estimators/bootstrapEstimates';
import { estimatorParts } from '../../../shared/estimators/estimatorParts';
import { parseEstimator } from '../../../shared/estimators/estimatorSpec';
import { normalInterval } from '../../../shared/estimators/normalInterval';
import { weightDiagnostics } from '../../../shared/estimators/weightDiagnostics';
import { seededRandom } from '../../../shared/stats/random';
import { type BanditShape, banditSource, entryTable, type RandomBandit, randomBandit, slowRows } from './randomBandit';

fc.configureGlobal({ seed: 7 });

const names = ['snips', 'ips', 'cips(2)', 'csnips(2)', 'sndr', 'dr', 'switch_dr(2)', 'dr_clip(2)', 'dros(4)', 'dm'];
const estimators = names.map((name) => parseEstimator(name)!);

const keys = fc.record({ position: fc.boolean(), request: fc.boolean() });
const shapes: fc.Arbitrary<BanditShape> = fc.record({
  requests: fc.integer({ min: 2, max: 60 }),
  lists: fc.boolean(),
  targetBy: keys,
  modelBy: keys,
  weights: fc.boolean(),
  faults: fc.boolean(),
});

/** Reads a few rows at a time, so that logs have many pages. */
async function fast(log: RandomBandit, options: Partial<PolicyOptions> = {}, rowsPerPage = 7): Promise<PolicyResult> {
  const source = await banditSource(log);
  try {
    const target = { name: 'target', table: entryTable(log.target) };
    const rewardModel = { name: 'model', table: entryTable(log.model), crossFitted: true };
    const asked = { reward: 'click', target, rewardModel, estimators, draws: 60, ...options };
    return await estimatePolicy(source, asked, { rowsPerPage });
  } finally {
    await source.db.close();
  }
}

function expectClose(found: number | null | undefined, expected: number | null, what: string): void {
  if (expected === null) expect(found, what).toBeNull();
  else
    expect(Math.abs(found! - expected), `${what}: ${found}, not ${expected}`).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(expected)),
    );
}

const none = { value: null, se: null, lo: null, hi: null };

describe('estimates from a session', () => {
  it('agree with the reference on generated logs', async () => {
    await fc.assert(
      fc.asyncProperty(shapes, fc.integer(), async (shape, seed) => {
        const log = randomBandit(seededRandom(seed), shape);
        if (log.target.length === 0 || log.model.length === 0) return;
        const { logged, units, used } = slowRows(log);
        const found = await fast(log, { unit: 'user', seed });
        expect(found.rows.used).toBe(used.length);
        if (used.length === 0) return;
        expect(found.units).toBe(units.count);
        const settled = found.estimates.map(({ estimator }) => parseEstimator(estimator)!);
        const parts = settled.map((each) => estimatorParts(logged, each));
        const drawn = bootstrapEstimates(parts, units, { random: seededRandom(seed), draws: 60 });
        for (const [k, estimate] of found.estimates.entries()) {
          const refused = found.ladder[k]!.status === 'refused';
          const normal = refused ? none : normalInterval(parts[k]!, units);
          const { lo, hi } = normal.value === null ? none : drawn.estimates[k]!;
          const { estimator } = estimate;
          expectClose(estimate.value, normal.value, `value of ${estimator}`);
          expectClose(estimate.se, normal.se, `se of ${estimator}`);
          expectClose(estimate.ci?.[0] ?? null, lo, `lo of ${estimator}`);
          expectClose(estimate.ci?.[1] ?? null, hi, `hi of ${estimator}`);
        }
        const weights = logged.weights!;
        const expected = weightDiagnostics(weights, logged.counts);
        for (const [name, value] of Object.entries(expected)) {
          expectClose(found.diagnostics[name as keyof typeof expected], value, name);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('agree with the reference above 2,000 units, which are resampled in groups', async () => {
    const shape = {
      requests: 2600,
      lists: false,
      targetBy: { position: true, request: false },
      modelBy: { position: true, request: false },
      weights: false,
      faults: false,
    };
    const log = randomBandit(seededRandom(5), shape);
    const { logged } = slowRows(log);
    const found = await fast(log, { unit: 'request', seed: 11 }, 1000);
    expect(found).toMatchObject({ ciMethod: 'grouped-bootstrap', units: 2600 });
    const parts = estimators.slice(0, 2).map((each) => estimatorParts(logged, each));
    const drawn = bootstrapEstimates(parts, { codes: null, count: 2600 }, { random: seededRandom(11), draws: 60 });
    drawn.estimates.forEach(({ lo, hi }, k) => {
      expectClose(found.estimates[k]!.ci![0], lo, 'lo');
      expectClose(found.estimates[k]!.ci![1], hi, 'hi');
    });
  });

  it('are the same to the byte for the same seed', async () => {
    const shape = {
      requests: 50,
      lists: true,
      targetBy: { position: true, request: true },
      modelBy: { position: true, request: false },
      weights: true,
      faults: true,
    };
    const log = randomBandit(seededRandom(3), shape);
    const [first, second] = [await fast(log, { seed: 4 }), await fast(log, { seed: 4 })];
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
  });
});
