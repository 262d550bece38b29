import { existsSync } from 'node:fs';
import path from 'node:path';
import type { SkewFound, SkewTiming } from '../roles/skewReport';
import type { Bench, BenchContext, BenchResult } from '../support/bench';
import { fastestOfBoth, type Measured, measureCli, measureRole } from '../support/measure';
import { compared } from '../support/report';
import { skewCase, skewFeatures } from '../support/skewCase';

/** Logged against recomputed features of an open session, row by row and as distributions. */
export const skew: Bench = {
  name: 'skew',
  what: 'train/serve skew of 24 numbers, 3 counts and 3 texts',
  async run(context) {
    const rows = context.rows ?? 1_000_000;
    const session = await builtSession(context, rows);
    return [
      await measured(context, session, rows, {
        name: 'skew-rows',
        level: 'rows',
        what: 'classes, rates, errors, onset and outcomes of 30 features',
        baseline: 'one join in DuckDB: mismatches and mean absolute error',
      }),
      await measured(context, session, rows, {
        name: 'skew',
        level: 'all',
        what: 'and ranks and distributions of 30 features',
        baseline: 'that join, PSI by quantile_cont and D by a window a feature',
      }),
      await memory(session, rows),
    ];
  },
};

async function builtSession(context: BenchContext, rows: number): Promise<string> {
  const folder = path.join(context.folder, `skew-${rows}`);
  const session = path.join(folder, 'session.rankscope');
  if (existsSync(session)) return session;
  await skewCase(folder, rows);
  const built = await measureCli(context, ['build', folder, '-o', session, '--json']);
  context.say(`  built a session of ${rows.toLocaleString('en-US')} rows in ${built.seconds.toFixed(1)} s`);
  return session;
}

interface Part {
  name: string;
  level: 'rows' | 'all';
  what: string;
  baseline: string;
}

async function measured(context: BenchContext, session: string, rows: number, part: Part): Promise<BenchResult> {
  const run = (role: string) => async () => inner(await measureRole(role, [session, part.level]));
  const { ours, baseline } = await fastestOfBoth(context.repeat, run('skewReport'), run('skewSql'));
  expectSame(featuresOf(ours), featuresOf(baseline));
  return compared({ name: part.name, what: part.what, rows }, ours, { ...baseline, what: part.baseline });
}

/** The numbers alone, with little room for what DuckDB keeps of the file; the ratio is of the peaks. */
async function memory(session: string, rows: number): Promise<BenchResult> {
  const [many, few] = [skewFeatures.numbers.length, skewFeatures.numbers.length / 4];
  const measure = async (features: number) =>
    inner(await measureRole('skewReport', [session, 'all', String(features), '128MB']));
  const ours = await measure(many);
  const baseline = await measure(few);
  const result = { name: 'skew-memory', what: `peak MB of ${many} numbers, and of a quarter of them`, rows };
  return {
    ...compared(result, ours, { ...baseline, what: `${few} features` }),
    ratio: ours.peakMb / baseline.peakMb,
  };
}

/** The seconds that the role counts itself: those after the session is open. */
function inner(whole: Measured): Measured {
  return { ...whole, seconds: (JSON.parse(whole.output) as SkewTiming).seconds };
}

function featuresOf({ output }: Measured): SkewTiming['features'] {
  return (JSON.parse(output) as SkewTiming).features;
}

function expectSame(ours: SkewTiming['features'], baseline: SkewTiming['features']): void {
  for (const [name, expected] of Object.entries(baseline)) {
    for (const key of Object.keys(expected) as (keyof SkewFound)[]) {
      const [found, wanted] = [ours[name]?.[key] ?? null, expected[key]];
      const isSame =
        found === null || wanted === null
          ? found === wanted
          : Math.abs(found - wanted) <= (key === 'mismatches' ? 0 : 1e-9);
      if (!isSame) throw new Error(`${key} of ${name} is ${found}, the baseline says ${wanted}`);
    }
  }
}
