import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeOnnx } from '../../../samples/tools/onnxWriter';
import { seededRandom } from '../../../shared/stats/random';
import { type ExplainTiming, features, items } from '../roles/explainRoles';
import type { Bench, BenchResult } from '../support/bench';
import { type Measured, measureRole } from '../support/measure';
import { compared } from '../support/report';

const hidden = [64, 32];

/** Explanations of a whole request: every item against the others of its list. */
export const explain: Bench = {
  name: 'explain',
  what: `Shapley values of all items of a request, ${items} items and ${features} features`,
  async run({ folder, repeat }) {
    const trees = await measureRole('explainTrees', [String(repeat)]);
    const file = path.join(folder, 'explained.onnx');
    writeFileSync(file, network([features, ...hidden, 1]));
    const sampled = await measureRole('explainNetwork', [file, String(repeat)]);
    const onePair = 'scoring the coalitions of one antithetic pair an item';
    return [
      result(
        'explain-trees',
        `interventional TreeSHAP, ${items} background rows, 100 trees x 31 leaves`,
        trees,
        onePair,
      ),
      result(
        'explain-network',
        `sampled Shapley, layers of ${hidden.join(', ')}, 1`,
        sampled,
        'bare onnxruntime-node loop over as many rows',
      ),
    ];
  },
};

function result(name: string, what: string, { output, peakMb }: Measured, baseline: string): BenchResult {
  const timing = JSON.parse(output) as ExplainTiming;
  if (name === 'explain-network' && timing.progress === 0) throw new Error('no progress was told');
  const none = { cpuSeconds: null, peakMb: null };
  return compared(
    { name, what, rows: timing.rows },
    { seconds: timing.ours, cpuSeconds: null, peakMb },
    { what: baseline, seconds: timing.baseline, ...none },
  );
}

function network(widths: readonly number[]): Uint8Array {
  const random = seededRandom(3);
  const layers = widths.slice(1).map((to, index) => {
    const from = widths[index]!;
    const weight = () => (random.next(2001) / 1000 - 1) * Math.sqrt(3 / from);
    return {
      weights: Array.from({ length: from }, () => Array.from({ length: to }, weight)),
      bias: Array.from({ length: to }, weight),
      activation: index < widths.length - 2 ? ('relu' as const) : ('none' as const),
    };
  });
  return writeOnnx({ name: 'explained', features: Array.from({ length: features }, (_, at) => `f${at}`), layers });
}
