import type { Bench, BenchResult } from '../support/bench';
import { fastest, measureCli } from '../support/measure';
import { builtCase, measureCompare } from './compare';

const steps = [100, 10, 1];

/** How time grows with rows: log of the time's growth over log of the rows' growth; 1 is linear. */
export const growth: Bench = {
  name: 'growth',
  what: 'compare at a hundredth, a tenth and the full size',
  async run(context) {
    const full = context.rows ?? 10_000_000;
    const sizes = steps.map((step) => full / step);
    const results: BenchResult[] = [];
    const start = await fastest(context.repeat, () => measureCli(context, ['--version']));
    for (const means of [true, false]) {
      const name = `growth-${means ? 'means' : 'full'}`;
      const seconds: number[] = [];
      for (const rows of sizes) {
        const { session } = await builtCase(context, rows);
        const measured = await fastest(context.repeat, () => measureCompare(context, session, means));
        // A process takes as long to start whatever its rows.
        seconds.push(measured.seconds - start.seconds);
        const { cpuSeconds, peakMb } = measured;
        results.push({
          name: `${name}-${rows}`,
          what: means ? 'means' : 'intervals and p',
          rows,
          seconds: seconds.at(-1)!,
          cpuSeconds,
          peakMb,
          baseline: null,
          ratio: null,
        });
      }
      const exponent = (from: number) => Math.log(seconds[2]! / seconds[from]!) / Math.log(sizes[2]! / sizes[from]!);
      const last = results.at(-1)!;
      const what = `${last.what}; ratio: the exponent from a tenth (from a hundredth ${exponent(0).toFixed(2)})`;
      results[results.length - 1] = { ...last, name, what, ratio: exponent(1) };
    }
    return results;
  },
};
