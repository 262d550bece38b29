import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsWhere } from '../../../electron/engine/fidelity/servedRows';
import { estimatePolicy } from '../../../electron/engine/policy/estimatePolicy';
import type { PolicyResult } from '../../../electron/engine/policy/policyResult';
import { readPolicyFile } from '../../../electron/engine/policy/readPolicyFile';
import { policySourceOf } from '../../../electron/engine/registry/policySourceOf';
import { openCase } from '../../../electron/engine/session/openCase';
import type { Session } from '../../../electron/engine/session/session';
import { SessionSlices } from '../../../electron/engine/slices/sessionSlices';
import { type EstimatorSpec, parseEstimator } from '../../../shared/estimators/estimatorSpec';
import { cellAt, columnOf } from '../../../shared/wire/columns';
import { dataFolder } from '../support/dataFolder';

const data = path.join(dataFolder, 'open-bandit');
const hasData = existsSync(data);
if (!hasData) console.warn(`Tests with "data:" are skipped: ${data} is absent (RANKSCOPE_DATA).`);

type Policy = 'random' | 'bts';
type Expected = Record<string, number> & { per_position?: Record<string, Record<string, number>> };

const lambdas = [1, 2, 5, 10, 50];
// The Open Bandit Pipeline's names. Its clipped SNIPW divides by the mean of the clipped weights, which is `csnips` here.
const published: Record<string, string> = {
  ipw: 'ips',
  snipw: 'snips',
  dm: 'dm',
  dr: 'dr',
  sndr: 'sndr',
  ...Object.fromEntries(
    lambdas.flatMap((lambda) => [
      [`ipw_clip_${lambda}`, `cips(${lambda})`],
      [`snipw_clip_${lambda}`, `csnips(${lambda})`],
      [`switch_dr_${lambda}`, `switch_dr(${lambda})`],
      [`dr_os_${lambda}`, `dros(${lambda})`],
    ]),
  ),
};
const estimators: EstimatorSpec[] = Object.values(published).map((text) => parseEstimator(text)!);

describe.skipIf(!hasData)('the Open Bandit data', () => {
  let root = '';
  const sessions = new Map<Policy, Session>();

  beforeAll(async () => {
    root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rankscope-bandit-')));
    for (const policy of ['random', 'bts'] as const) sessions.set(policy, await banditSession(root, policy));
    const items = Array.from({ length: 34 }, (_, item) => `${item},${1 / 34}`);
    writeFileSync(path.join(root, 'uniform.csv'), `item_id,probability\n${items.join('\n')}\n`);
  });

  afterAll(async () => {
    for (const session of sessions.values()) await session.close();
    rmSync(root, { recursive: true, force: true });
  });

  async function evaluate(logged: Policy, slice: string | null): Promise<PolicyResult> {
    const session = sessions.get(logged)!;
    const targetFile =
      logged === 'random' ? path.join(data, 'expected/bts_prior_action_dist_men.csv') : path.join(root, 'uniform.csv');
    const modelFile = path.join(data, `expected/qhat_${logged}_men.csv`);
    const target = await readPolicyFile({ name: 'target', file: targetFile, holds: 'probability' });
    const model = await readPolicyFile({ name: 'q', file: modelFile, holds: 'reward' });
    const rows = slice === null ? null : await rowsWhere(session, new SessionSlices(session), slice);
    const rewardModel = { ...model, crossFitted: false };
    return estimatePolicy(policySourceOf(session), {
      reward: 'click',
      target,
      rewardModel,
      estimators,
      rows,
      draws: 100,
    });
  }

  function expectPublished(found: PolicyResult, expected: Expected): void {
    const { estimates, diagnostics, loggedValue } = found;
    const value = (name: string) => estimates.find(({ estimator }) => estimator === published[name])!;
    const facts: Record<string, number | null | undefined> = {
      n: loggedValue.n,
      behavior_value: loggedValue.value,
      weight_mean: diagnostics.meanWeight,
      weight_max: diagnostics.maxWeight,
      ess: diagnostics.ess,
      ess_fraction: diagnostics.essShare,
      ipw_std_error: value('ipw').se,
    };
    for (const name of Object.keys(published)) facts[name] = value(name).value;
    for (const lambda of lambdas) facts[`fraction_clipped_${lambda}`] = value(`ipw_clip_${lambda}`).clippedRows;
    const { per_position: _, ...numbers } = expected;
    for (const [name, number] of Object.entries(numbers)) {
      if (name.startsWith('relative_ee_') || name === 'on_policy_value_of_target') continue;
      const relative = Math.abs(facts[name]! - number) / Math.max(Math.abs(number), 1e-12);
      expect(relative, `${name}: ${facts[name]}, published ${number}`).toBeLessThanOrEqual(1e-9);
    }
  }

  const cases: [string, Policy, Policy][] = [
    ['random->bts/men', 'random', 'bts'],
    ['bts->random/men', 'bts', 'random'],
  ];

  it.each(cases)('data: reproduces every value of %s', async (name, logged, target) => {
    const expected = expectedCases()[name]!;
    const found = await evaluate(logged, null);
    expectPublished(found, expected);
    const other = await evaluate(target, null);
    const truth = other.loggedValue.value!;
    expect(truth).toBeCloseTo(expected.on_policy_value_of_target!, 12);
    for (const short of ['ipw', 'snipw', 'dm', 'dr', 'sndr']) {
      const { value } = found.estimates.find(({ estimator }) => estimator === published[short])!;
      const error = Math.abs(value! - truth) / truth;
      expect(Math.abs(error / expected[`relative_ee_${short}`]! - 1)).toBeLessThanOrEqual(1e-9);
    }
  });

  it.each(cases)('data: reproduces every position of %s in slices', async (name, logged) => {
    for (const [position, expected] of Object.entries(expectedCases()[name]!.per_position!)) {
      expectPublished(await evaluate(logged, `position = ${position}`), expected);
    }
  });

  it('data: judges the two logs by their weights', async () => {
    const uniform = await evaluate('random', null);
    expect(uniform).toMatchObject({
      unit: 'request',
      units: 10_000,
      ciMethod: 'grouped-bootstrap',
      warnings: [expect.stringContaining('groups')],
    });
    expect(uniform.diagnostics).toMatchObject({
      verdict: 'green',
      agreement: 1,
      unsupportedMass: null,
      missingMass: 0,
    });
    expect(uniform.diagnostics.actions).toMatchObject({ items: 34 });
    expect(uniform.rows).toMatchObject({ used: 10_000, zeroPropensity: 0, notShown: 0 });
    // Thompson sampling hardly shows some items: 6.6% of the rows are left of the sample.
    const learned = await evaluate('bts', null);
    expect(learned.diagnostics.verdict).toBe('amber');
  });

  it('data: checks the whole distribution of the uniform policy', async () => {
    const session = sessions.get('random')!;
    const uniform = await readPolicyFile({
      name: 'uniform',
      file: path.join(root, 'uniform.csv'),
      holds: 'probability',
    });
    const file = path.join(data, 'expected/bts_prior_action_dist_men.csv');
    const target = await readPolicyFile({ name: 'bts', file, holds: 'probability' });
    expect(cellAt(columnOf(target.table, 'item'), 0)).toBe('0');
    const found = await estimatePolicy(policySourceOf(session), {
      reward: 'click',
      target,
      logging: uniform,
      intervals: false,
    });
    expect(found.diagnostics).toMatchObject({ unsupportedMass: 0, failedDistributions: 0 });
  });
});

function expectedCases(): Record<string, Expected> {
  const text = readFileSync(path.join(data, 'expected/estimates.json'), 'utf8');
  return (JSON.parse(text) as { cases: Record<string, Expected> }).cases;
}

/** The sample case over the log of either policy. */
async function banditSession(root: string, policy: Policy): Promise<Session> {
  const folder = path.join(root, policy);
  cpSync('samples/open-bandit', folder, { recursive: true });
  cpSync(path.join(data, `${policy}/men.csv`), path.join(folder, 'data/random.csv'));
  cpSync(path.join(data, `${policy}/item_context.csv`), path.join(folder, 'data/items.csv'));
  cpSync(path.join(data, 'expected/bts_prior_action_dist_men.csv'), path.join(folder, 'data/bts_policy.csv'));
  const { session } = await openCase({ path: folder, cacheDir: root, memory: true });
  return session;
}
