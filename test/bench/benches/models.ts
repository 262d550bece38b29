import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { lightgbmText } from '../../unit/trees/support/modelFiles';
import { writeOnnxGraph } from '../../unit/trees/support/onnxFileWriter';
import { regressorGraph } from '../../unit/trees/support/onnxForest';
import { randomForest, unitsFrom } from '../../unit/trees/support/randomForest';
import type { Bench, BenchContext, BenchResult } from '../support/bench';
import { type Measured, measureRole } from '../support/measure';
import { compared } from '../support/report';

const forest = { trees: 100, leaves: 31, features: 30, outputs: 1, kinds: [0], chain: 0.3, plain: true };
const shape = `${forest.trees} trees x ${forest.leaves} leaves x ${forest.features} features`;

type Timing = { rows: number; seconds: number; cpuSeconds: number; peakMb: number };

/** Forests scored natively against onnxruntime-node on the converted model, one thread each; and memory by rows. */
export const models: Bench = {
  name: 'models',
  what: `forests of ${shape}`,
  async run(context) {
    const { text, onnx } = writeForests(context);
    const size = String(context.rows ?? 1_000_000);
    const [lightgbm, native, bare]: Timing[][] = [[], [], []];
    for (let i = 0; i < context.repeat; i++) {
      lightgbm!.push(timing(await measureRole('forestScore', [text, size])));
      native!.push(timing(await measureRole('forestScore', [onnx, size])));
      bare!.push(timing(await measureRole('forestBare', [onnx, size])));
    }
    const baseline = { what: 'onnxruntime-node on the converted model, one thread', ...fastest(bare!) };
    return [
      result('models', `LightGBM text, one thread, ${shape}`, fastest(lightgbm!), baseline),
      result('models-onnx', 'the converted model read natively, one thread', fastest(native!), baseline),
      await memory(context, text),
    ];
  },
};

function writeForests({ folder }: BenchContext): { text: string; onnx: string } {
  const wish = { ...forest, aggregate: 'sum' as const, baseFirst: true, precision: 'float64' as const };
  const trees = randomForest(unitsFrom(1), wish);
  const [text, onnx] = [path.join(folder, 'forest.txt'), path.join(folder, 'forest.onnx')];
  writeFileSync(text, lightgbmText(trees));
  writeFileSync(onnx, writeOnnxGraph(regressorGraph(trees)));
  return { text, onnx };
}

/** The way a build takes, with all threads; the ratio is of the peaks. */
async function memory({ rows, cli }: BenchContext, file: string): Promise<BenchResult> {
  const [many, few] = [rows ?? 1_000_000, (rows ?? 1_000_000) / 5];
  const large = timing(await measureRole('forestPages', [file, String(many), cli]));
  const small = timing(await measureRole('forestPages', [file, String(few), cli]));
  return {
    ...result('models-memory', 'peak MB, and that of a fifth of the rows', large, {
      what: `${small.rows.toLocaleString('en-US')} rows`,
      ...small,
    }),
    ratio: large.peakMb / small.peakMb,
  };
}

/** The ratio is of CPU seconds: with one thread on each side a busy machine falls on them least. */
function result(name: string, what: string, ours: Timing, baseline: Timing & { what: string }): BenchResult {
  const ratio = ours.cpuSeconds / baseline.cpuSeconds;
  return { ...compared({ name, what, rows: ours.rows }, ours, baseline), ratio };
}

function timing({ output, peakMb }: Measured): Timing {
  return { ...(JSON.parse(output) as Omit<Timing, 'peakMb'>), peakMb };
}

function fastest(timings: readonly Timing[]): Timing {
  return timings.reduce((best, each) => (each.cpuSeconds < best.cpuSeconds ? each : best));
}
