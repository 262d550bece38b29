import path from 'node:path';
import type { Bench } from '../support/bench';
import { trecCase } from '../support/generate';
import { fastestOfBoth, measureCli, measureRole } from '../support/measure';
import { compared } from '../support/report';

const metrics = ['ndcg@10', 'map_R', 'p@10'];

/** A run and its judgments, from text to three metrics: whole processes. */
export const trec: Bench = {
  name: 'trec',
  what: 'run and qrels from text to three means, whole process',
  async run(context) {
    const rows = context.rows ?? 1_000_000;
    const folder = await trecCase(path.join(context.folder, 'trec'), rows);
    const options = ['--private', '--means', '--json', '--metrics', metrics.join(), '--preset', 'trec_eval'];
    const files = [path.join(folder, 'run.txt'), path.join(folder, 'qrels.txt')];
    const { ours, baseline } = await fastestOfBoth(
      context.repeat,
      () => measureCli(context, ['compare', folder, ...options]),
      () => measureRole('textEvaluator', files),
    );
    expectSame(ours.output, baseline.output);
    const what = 'one thread of Node: split, sort, evaluate';
    return [compared({ name: 'trec', what: trec.what, rows }, ours, { what, ...baseline })];
  },
};

function expectSame(ours: string, baseline: string): void {
  const expected = JSON.parse(baseline) as Record<string, number>;
  const { metrics: found } = JSON.parse(ours) as { metrics: { metric: string; mean: number }[] };
  for (const metric of metrics) {
    const mean = found.find((each) => each.metric === metric)?.mean ?? Number.NaN;
    if (Math.abs(mean - expected[metric]!) < 1e-9) continue;
    throw new Error(`${metric} is ${mean}, the baseline says ${expected[metric]}`);
  }
}
