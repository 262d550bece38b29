import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Bench, BenchContext, BenchResult } from '../support/bench';
import { scoredCase } from '../support/generate';
import { fastestOfBoth, type Measured, measureCli, measureRole } from '../support/measure';
import { compared } from '../support/report';

/** Metrics of both benches; the baseline computes the same ones. */
export const sixMetrics = ['ndcg@10', 'ndcg@20', 'map_R', 'p@10', 'recall@10', 'mrr'];

/** A case of this size with its session built; made once for all benches of a run. */
export async function builtCase(context: BenchContext, rows: number): Promise<{ folder: string; session: string }> {
  const folder = path.join(context.folder, `scored-${rows}`);
  const session = path.join(folder, 'session.rankscope');
  if (existsSync(session)) return { folder, session };
  await scoredCase(folder, rows);
  const built = await measureCli(context, ['build', folder, '-o', session, '--json']);
  context.say(`  built a session of ${rows.toLocaleString('en-US')} rows in ${built.seconds.toFixed(1)} s`);
  return { folder, session };
}

/** The whole process of a compare over a session that is there. */
export function measureCompare(context: BenchContext, session: string, means: boolean): Promise<Measured> {
  const options = ['--json', '--metrics', sixMetrics.join(), ...(means ? ['--means'] : [])];
  return measureCli(context, ['compare', session, ...options]);
}

async function run(context: BenchContext, bench: Bench, means: boolean): Promise<BenchResult[]> {
  const rows = context.rows ?? 10_000_000;
  const { session } = await builtCase(context, rows);
  const { ours, baseline } = await fastestOfBoth(
    context.repeat,
    () => measureCompare(context, session, means),
    () => measureRole('windowQuery', [session, '2']),
  );
  expectSame(ours.output, baseline.output);
  const what = 'window query in DuckDB, means only';
  return [compared({ name: bench.name, what: bench.what, rows }, ours, { what, ...baseline })];
}

export const compareMeans: Bench = {
  name: 'compare-means',
  what: 'two models, six metrics, means, after the build',
  run: (context) => run(context, compareMeans, true),
};

export const compareFull: Bench = {
  name: 'compare-full',
  what: 'the same with intervals and p',
  run: (context) => run(context, compareFull, false),
};

function expectSame(ours: string, baseline: string): void {
  const expected = (JSON.parse(baseline) as Record<string, number>[]).flatMap((model) => Object.values(model));
  const { metrics } = JSON.parse(ours) as { metrics: { metric: string; model: string; mean: number }[] };
  const found = ['a', 'b'].flatMap((model) =>
    sixMetrics.map((id) => metrics.find((each) => each.model === model && each.metric === id)?.mean ?? Number.NaN),
  );
  found.forEach((mean, i) => {
    if (Math.abs(mean - expected[i]!) < 1e-9) return;
    throw new Error(`${sixMetrics[i % sixMetrics.length]} is ${mean}, the baseline says ${expected[i]}`);
  });
}
