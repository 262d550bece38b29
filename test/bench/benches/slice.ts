import type { Bench } from '../support/bench';
import { measureRole } from '../support/measure';
import { compared } from '../support/report';
import { builtCase, sixMetrics } from './compare';

interface Timing {
  slice: string;
  seconds: number;
  full: number;
  ndcg: number;
}

/** A new slice on an open session: counts and means, then intervals and p of the same contest. */
export const slice: Bench = {
  name: 'slice',
  what: 'a new slice on an open session',
  async run(context) {
    const rows = context.rows ?? 1_000_000;
    const { session } = await builtCase(context, rows);
    const slices = [3, 5, 7, 9, 10].map((share) => `position <= 5 AND request_index % 11 < ${share}`);
    const own = slices.map((text) => text.replace('request_index', 'substr(request_id, 2)::INTEGER'));
    const ours = await measureRole('sliceChange', [session, sixMetrics.join(), ...own]);
    const baseline = await measureRole('slicedQuery', [session, '2', ...slices]);
    const timings = JSON.parse(ours.output) as Timing[];
    const queries = JSON.parse(baseline.output) as Timing[];
    timings.forEach(({ ndcg }, i) => {
      if (Math.abs(ndcg - queries[i]!.ndcg) > 1e-9) throw new Error(`slice ${i}: ${ndcg}, not ${queries[i]!.ndcg}`);
    });
    const middle = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
    const query = { what: 'window query over its requests, means only', cpuSeconds: null, peakMb: baseline.peakMb };
    const against = { ...query, seconds: middle(queries.map(({ seconds }) => seconds)) };
    const of = (name: string, what: string, seconds: number) =>
      compared({ name, what, rows }, { seconds, cpuSeconds: null, peakMb: ours.peakMb }, against);
    return [
      of('slice-means', 'counts and means, middle of five', middle(timings.map(({ seconds }) => seconds))),
      of('slice-full', 'and intervals and p, middle of five', middle(timings.map(({ full }) => full))),
    ];
  },
};
