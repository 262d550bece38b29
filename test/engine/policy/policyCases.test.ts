import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { estimatePolicy } from '../../../electron/engine/policy/estimatePolicy';
import type { PolicyOptions } from '../../../electron/engine/policy/policyOptions';
import type { PolicyResult } from '../../../electron/engine/policy/policyResult';
import { policySourceOf } from '../../../electron/engine/registry/policySourceOf';
import { buildTable } from '../../../shared/wire/columns';
import { openFiles } from '../session/caseFolder';
import { dataFolder } from '../support/dataFolder';

const file = path.join(dataFolder, 'cases/policy.json');
const hasData = existsSync(file);
if (!hasData) console.warn(`Tests with "data:" are skipped: ${file} is absent (RANKSCOPE_DATA).`);

interface Row {
  p_log: number | null;
  reward: number;
  p_target: number;
}

/** The rows as a log in which each is its own request, and the target as a table by request. */
async function evaluate(rows: readonly Row[], options: Partial<PolicyOptions> = {}): Promise<PolicyResult> {
  const lines = rows.map(({ p_log, reward }, i) => `r${i},a,${p_log ?? ''},${reward}`);
  const { session } = await openFiles({
    'case.yaml': `rankscope: 1
name: policy
log: { path: log.csv, columns: { request: request_id, item: item_id, propensity: p_log, revenue: reward } }
propensity: { column: p_log, kind: single }
`,
    'log.csv': `request_id,item_id,p_log,reward\n${lines.join('\n')}\n`,
  });
  const table = buildTable({
    request: { type: 'utf8', values: rows.map((_, i) => `r${i}`) },
    item: { type: 'utf8', values: rows.map(() => 'a') },
    value: { type: 'f64', values: rows.map(({ p_target }) => p_target) },
  });
  return estimatePolicy(policySourceOf(session), { reward: 'revenue', target: { name: 'target', table }, ...options });
}

const valueUnder = ({ estimates }: PolicyResult, id: string) => estimates.find(({ estimator }) => estimator === id)!;

describe.skipIf(!hasData)('the cases of policy.json', () => {
  interface Case {
    id: string;
    rows: Row[] | { generator: string } | null;
    expected: Record<string, number | number[] | null>;
  }
  const cases = hasData ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Case[]>) : {};
  const find = (id: string) =>
    [...cases.published_or_derived!, ...cases.hostile_made_here!].find((each) => each.id === id)!;
  const rowsOf = (id: string) => find(id).rows as Row[];
  const alternating = (n: number, even: number): Row[] =>
    Array.from({ length: n }, (_, i) => ({
      p_log: 0.5,
      reward: i % 2 === 0 ? 1 : 0,
      p_target: i % 2 === 0 ? even : 1 - even,
    }));
  const generated: Record<string, Row[]> = {
    'vw-alternating-0.8': alternating(10_000, 0.8),
    'vw-alternating-0.2': alternating(1000, 0.2),
    'vw-zero-variance': Array.from({ length: 100 }, () => ({ p_log: 0.5, reward: 0.751, p_target: 0.5 })),
  };

  it.each(['vw-single', 'vw-alternating-0.8', 'vw-alternating-0.2', 'vw-zero-variance'])(
    'data: gives %s',
    async (id) => {
      const { expected } = find(id);
      const found = await evaluate(generated[id] ?? rowsOf(id));
      expect(valueUnder(found, 'ips').value).toBeCloseTo(expected.ips as number, 12);
      expect(valueUnder(found, 'snips').value).toBeCloseTo(expected.snips as number, 12);
      const within = (expected.gaussian_interval_95_within ?? expected.interval_within) as number[] | undefined;
      for (const end of within ? valueUnder(found, 'ips').normal! : []) {
        expect(end).toBeGreaterThan(within![0]!);
        expect(end).toBeLessThan(within![1]!);
      }
    },
  );

  // Propensities of 1 everywhere: the published value is the mean reward, but no other choice was ever made, and the gate
  // refuses weights (definitions.md C0).
  it.each(['vw-const-1', 'vw-const-10', 'vw-const--1'])(
    'data: refuses weights in %s and gives what the log earned',
    async (id) => {
      const found = await evaluate(rowsOf(id));
      expect(found.loggedValue.value).toBe(find(id).expected.ips);
      expect(valueUnder(found, 'replay').value).toBe(find(id).expected.ips);
      expect(found.ladder.find(({ estimator }) => estimator === 'ips')!.status).toBe('refused');
      expect(valueUnder(found, 'ips').value).toBeNull();
    },
  );

  it('data: gives the fraud example, which one row decides', async () => {
    const { expected } = find('banditml-fraud-4');
    const found = await evaluate(rowsOf('banditml-fraud-4'));
    expect(valueUnder(found, 'ips')).toMatchObject({
      value: expect.closeTo(expected.ips as number, 12),
      outOfRange: true,
    });
    expect(found.loggedValue.value).toBe(expected.logging_policy_value);
    // Weights 1/9, 1, 1, 9: (100/9)² / (6724/81).
    expect(found.diagnostics.ess).toBeCloseTo(10_000 / 6724, 12);
    expect(found.diagnostics.verdict).toBe('red');
  });

  // The source gives an endless interval; here there is none, with the reason.
  it('data: gives no value for an empty log', async () => {
    const found = await evaluate(rowsOf('vw-single'), { rows: new Uint8Array(1) });
    expect(valueUnder(found, 'ips')).toMatchObject({
      value: null,
      ci: null,
      valueReason: 'No row of the log can be used.',
    });
    expect(found.loggedValue).toEqual({ value: null, ci: null, se: null, n: 0 });
  });

  it('data: gives narrower intervals for more rows and for less coverage', async () => {
    const few = valueUnder(await evaluate(alternating(100, 0.8)), 'ips').normal!;
    const many = valueUnder(await evaluate(alternating(10_000, 0.8)), 'ips').normal!;
    const less = valueUnder(await evaluate(alternating(10_000, 0.8), { level: 0.5 }), 'ips').normal!;
    expect(many[0]).toBeGreaterThan(few[0]);
    expect(many[1]).toBeLessThan(few[1]);
    expect(less[0]).toBeGreaterThan(many[0]);
    expect(less[1]).toBeLessThan(many[1]);
  });

  it('data: adds two logs up to one', async () => {
    const [a, b] = [alternating(100, 0.8), alternating(40, 0.2)];
    const sums = await Promise.all(
      [a, b, [...a, ...b]].map(async (rows) => valueUnder(await evaluate(rows), 'ips').value! * rows.length),
    );
    expect(sums[0]! + sums[1]!).toBeCloseTo(sums[2]!, 9);
  });

  it('data: leaves out and counts rows with a propensity of 0', async () => {
    const found = await evaluate(rowsOf('zero-propensity'));
    expect(found.rows).toMatchObject({ zeroPropensity: 1, used: 1 });
    expect(valueUnder(found, 'ips').value).toBe(0);
    expect(found.warnings.join(' ')).toContain('a propensity of 0');
  });

  it('data: refuses a propensity above 1', async () => {
    const found = await evaluate(rowsOf('propensity-above-1'));
    expect(found.rows).toMatchObject({ propensityAboveOne: 1, used: 0 });
    expect(found.ladder.every(({ status }) => status === 'refused')).toBe(true);
    expect(found.diagnostics.verdict).toBe('red');
  });

  it('data: counts a missing propensity', async () => {
    const found = await evaluate(rowsOf('missing-propensity'));
    expect(found.rows).toMatchObject({ noPropensity: 1, used: 1 });
    expect(valueUnder(found, 'ips').value).toBe(1);
  });

  it('data: says that the log does not cover the target', async () => {
    const found = await evaluate(rowsOf('no-support'));
    expect(valueUnder(found, 'ips').value).toBe(0);
    expect(valueUnder(found, 'snips')).toMatchObject({
      value: null,
      valueReason: expect.stringContaining('never shows'),
    });
    expect(found.diagnostics).toMatchObject({ ess: 0, agreement: 0, missingMass: 1, verdict: 'red' });
    expect(found.diagnostics.reasons.join(' ')).toContain('100% of the target');
  });
});
