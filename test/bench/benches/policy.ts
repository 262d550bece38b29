import path from 'node:path';
import type { PolicyTiming } from '../roles/policyRoles';
import { banditCase } from '../support/banditCase';
import type { Bench, BenchContext, BenchResult } from '../support/bench';
import { type Measured, measureCli, measureRole } from '../support/measure';
import { compared } from '../support/report';

const loopWhat = 'query for sums by user, then 200 draws of the users in a plain loop, snips alone';

/** Off-policy estimates of one target on an open session: all estimators with intervals and diagnostics. */
export const policy: Bench = {
  name: 'policy',
  what: 'ten estimators of a target policy, 2,000 draws, diagnostics, from an open session',
  async run(context) {
    const rows = context.rows ?? 1_000_000;
    const folder = await banditCase(path.join(context.folder, `bandit-${rows}`), rows);
    const session = await built(context, folder, rows);
    const measure = (role: string, ...more: string[]) =>
      measureRole(role, [session, folder, String(context.repeat), ...more]);
    const ours = await measure('policyEstimate');
    const values = await measure('policyEstimate', 'values');
    const query = await measure('policyQuery');
    const loop = await measure('policyLoop');
    for (const found of [ours, values]) expectSame(found, query);
    expectSame(ours, loop);
    const of = (name: string, what: string, found: Measured, baseline: Measured, against: string): BenchResult =>
      compared({ name, what, rows }, timed(found), { what: against, ...timed(baseline) });
    return [
      of('policy', policy.what, ours, loop, loopWhat),
      of('policy-values', 'values and diagnostics alone', values, query, 'one query in DuckDB for the same numbers'),
    ];
  },
};

async function built(context: BenchContext, folder: string, rows: number): Promise<string> {
  const session = path.join(folder, 'session.rankscope');
  const { seconds } = await measureCli(context, ['build', folder, '-o', session, '--json']);
  context.say(`  built a session of ${rows.toLocaleString('en-US')} rows in ${seconds.toFixed(1)} s`);
  return session;
}

/** Seconds are those inside the role: without the start of the process and the opening of the session. */
function timed({ output, peakMb }: Measured) {
  const { seconds, cpuSeconds } = JSON.parse(output) as PolicyTiming;
  return { seconds, cpuSeconds, peakMb };
}

function expectSame(ours: Measured, baseline: Measured): void {
  const { values } = JSON.parse(ours.output) as PolicyTiming;
  for (const [name, expected] of Object.entries((JSON.parse(baseline.output) as PolicyTiming).values)) {
    const found = values[name];
    if (typeof found === 'number' && Math.abs(found - expected!) <= 1e-9 * Math.max(1, Math.abs(expected!))) continue;
    throw new Error(`${name} is ${found}, the baseline says ${expected}`);
  }
}
