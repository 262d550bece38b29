import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeOnnx } from '../../../samples/tools/onnxWriter';
import { seededRandom } from '../../../shared/stats/random';
import type { Bench, BenchContext, BenchResult } from '../support/bench';
import { type Measured, measureRole } from '../support/measure';
import { compared } from '../support/report';

/** The second one takes so little time a row that the way of the rows to it counts most. */
const networks = [
  { name: 'onnx', hidden: [256, 128, 64] },
  { name: 'onnx-light', hidden: [128, 64] },
];
const features = 30;

interface Timing {
  rows: number;
  seconds: number;
  cpuSeconds: number;
}

/**
 * Scoring by networks over 30 features, rows in memory: columns to batches, the way to the scoring thread and back, and
 * the score column, against a bare loop of ONNX Runtime over batches that lie ready.
 */
export const onnx: Bench = {
  name: 'onnx',
  what: 'ONNX networks scored, reading and writing of rows left out',
  async run(context) {
    const results = [];
    for (const { name, hidden } of networks) results.push(await compareWithBare(context, name, hidden));
    return results;
  },
};

async function compareWithBare(
  { cli, folder, rows, repeat }: BenchContext,
  name: string,
  hidden: readonly number[],
): Promise<BenchResult> {
  const file = path.join(folder, `${name}.onnx`);
  writeFileSync(file, network([features, ...hidden, 1]));
  const size = String(rows ?? 1_000_000);
  const ours: (Timing & { peakMb: number })[] = [];
  const bare: (Timing & { peakMb: number })[] = [];
  for (let i = 0; i < repeat; i++) {
    ours.push(timing(await measureRole('onnxScore', [file, size, cli])));
    bare.push(timing(await measureRole('onnxBare', [file, size])));
  }
  const [best, base] = [fastest(ours), fastest(bare)];
  const what = `${features} features, layers of ${hidden.join(', ')}, batches of 8192`;
  return compared({ name, what, rows: best.rows }, best, { what: 'bare onnxruntime-node loop', ...base });
}

function timing({ output, peakMb }: Measured) {
  return { ...(JSON.parse(output) as Timing), peakMb };
}

function fastest<T extends Timing>(timings: readonly T[]): T {
  return timings.reduce((best, each) => (each.seconds < best.seconds ? each : best));
}

function network(widths: readonly number[]): Uint8Array {
  const random = seededRandom(2);
  const weight = () => random.next(2001) / 1000 - 1;
  const layers = widths.slice(1).map((to, index) => ({
    weights: Array.from({ length: widths[index]! }, () => Array.from({ length: to }, weight)),
    bias: Array.from({ length: to }, weight),
    activation: index < widths.length - 2 ? ('relu' as const) : ('none' as const),
  }));
  return writeOnnx({ name: 'bench', features: Array.from({ length: widths[0]! }, (_, i) => `f${i}`), layers });
}
