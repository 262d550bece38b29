import { dimension, type ProjectTiming } from '../roles/projectRoles';
import type { Bench, BenchResult } from '../support/bench';
import { type Measured, measureRole } from '../support/measure';
import { compared } from '../support/report';

const ownRows = 20_000;
/** umap-js takes a minute or two and 1.4 GB for 20,000, so it is the baseline of a smaller map. */
const rowsOfUmap = 5000;
/** Comparing every pair of more takes minutes; the neighbors then have no ratio. */
const mostRowsOfPairs = 20_000;
/** A map of ours may have this much less trustworthiness. */
const tolerated = 0.01;

type Timing = ProjectTiming & { peakMb: number };

/** Maps of an embedding, smaller ones against umap-js, and their neighbors against the comparison of every pair. */
export const project: Bench = {
  name: 'project',
  what: `a map of vectors of ${dimension} numbers around 50 centers, cosine, defaults`,
  async run({ rows: wanted }) {
    const rows = wanted ?? ownRows;
    const small = Math.min(rows, rowsOfUmap);
    const measure = async (role: string, size: number) => timing(await measureRole(role, [String(size)]));
    const map = await measure('projectFast', rows);
    const smallMap = await measure('projectFast', small);
    const umap = await measure('projectUmap', small);
    const neighbors = await measure('neighborsFast', rows);
    const pairs = rows > mostRowsOfPairs ? null : await measure('neighborsExact', rows);
    return [
      result({ name: 'project', what: 'UMAP and its quality', rows }, map, null),
      result({ name: 'project-umap', what: 'the same of a smaller map', rows: small }, smallMap, {
        what: 'umap-js, which measures no quality',
        ...umap,
      }),
      quality(small, smallMap, umap),
      result(
        { name: 'project-neighbors', what: `14 neighbors of each, recall ${neighbors.recall!.toFixed(4)}`, rows },
        neighbors,
        pairs && { what: 'every pair in typed arrays', ...pairs },
      ),
    ];
  },
};

/** The ratio is of CPU seconds: either side is one thread that computes, and a busy machine falls on them least. */
function result(
  shown: Pick<BenchResult, 'name' | 'what' | 'rows'>,
  ours: Timing,
  baseline: (Timing & { what: string }) | null,
): BenchResult {
  return { ...compared(shown, ours, baseline), ratio: baseline && ours.cpuSeconds / baseline.cpuSeconds };
}

/** The ratio is of what the maps lack of a trustworthiness of 1. */
function quality(rows: number, ours: Timing, umap: Timing): BenchResult {
  const [map, reference] = [ours.trustworthiness!, umap.trustworthiness!];
  if (!(map > reference - tolerated)) throw new Error(`a map has trustworthiness ${map}, that of umap-js ${reference}`);
  const what = `trustworthiness ${map.toFixed(4)}, the ratio is of what is missing to 1`;
  const baseline = { what: `umap-js, trustworthiness ${reference.toFixed(4)}`, ...umap };
  return {
    ...result({ name: 'project-quality', what, rows }, ours, baseline),
    ratio: (1 - map) / (1 - reference),
  };
}

function timing({ output, peakMb }: Measured): Timing {
  return { ...(JSON.parse(output) as ProjectTiming), peakMb };
}
