import { openLoader } from '../../../electron/engine/db/open';
import { openOnnxScorer } from '../../../electron/engine/explain/onnxScorer';
import { sessionOptions } from '../../../electron/engine/scoring/onnxSession';
import { withoutTelemetry } from '../../../electron/engine/scoring/withoutTelemetry';
import type { Session } from '../../../electron/engine/session/session';
import { caseSchema } from '../../../shared/case/caseSchema';
import { resolveCase } from '../../../shared/case/resolveCase';
import { type BatchScorer, type FeatureRows, pickRows, rowOf } from '../../../shared/explain/batchScorer';
import { sampledShapley } from '../../../shared/explain/sampledShapley';
import { endsOf, shapley } from '../../../shared/explain/shapley';
import { compileForest } from '../../../shared/trees/compileForest';
import { scoreRows } from '../../../shared/trees/scoreRows';
import { interventionalShap } from '../../../shared/trees/shap/interventionalShap';
import { rowPaths, treeGame } from '../../../shared/trees/shap/treeGame';
import { randomForest, unitsFrom } from '../../unit/trees/support/randomForest';

export const items = 24;
export const features = 30;
const batchRows = 8192;
const names = Array.from({ length: features }, (_, at) => `f${at}`);

/** What a role prints: the fastest round of ours and of the baseline. */
export interface ExplainTiming {
  ours: number;
  baseline: number;
  /** Rows that the model scored for ours, or pairs of rows that were compared. */
  rows: number;
  /** How often progress was told in a round. */
  progress: number;
}

/** TreeSHAP of a list against itself; the baseline scores the coalitions of one antithetic pair of permutations an item. */
export async function explainTrees([repeat]: string[]): Promise<void> {
  const shape = {
    trees: 100,
    leaves: 31,
    features,
    outputs: 1,
    aggregate: 'sum' as const,
    baseFirst: true,
    kinds: [0],
    chain: 0.3,
  };
  const trees = randomForest(unitsFrom(1), { ...shape, precision: 'float64' });
  const forest = compileForest(trees);
  const scorer: BatchScorer = async ({ rows, columns }) =>
    scoreRows(
      forest,
      Float64Array.from({ length: rows * features }, (_, at) => columns[at % features]![Math.floor(at / features)]!),
      rows,
    );
  const list = drawList(-4, 4);
  const all = Array.from({ length: items }, (_, row) => row);
  const ours = await fastestOf(Number(repeat), async () => {
    const game = treeGame(trees);
    const paths = rowPaths(trees, list);
    for (const row of all) interventionalShap(game, paths, row, all);
  });
  const baseline = await fastestOf(Number(repeat), () => onePairEach(scorer, list));
  print({ ours, baseline, rows: items * items, progress: 0 });
}

async function onePairEach(scorer: BatchScorer, list: FeatureRows): Promise<void> {
  const groups = names.map((_, at) => [at]);
  for (let row = 0; row < items; row++) {
    const game = { scorer, x: rowOf(list, row), background: list, groups };
    await sampledShapley(game, await endsOf(game, {}), { seed: row, pairs: 1, batchRows });
  }
}

/** Sampled Shapley values of every item of a list by an ONNX file; the baseline runs as many rows that lie ready. */
export async function explainNetwork([file, repeat]: string[]): Promise<void> {
  const db = await openLoader(null);
  const columns = names.map((name) => `0::FLOAT AS ${name}`).join(', ');
  await db.run({ text: `CREATE TABLE features_logged AS SELECT 0 AS row_id, ${columns}` });
  const model = { name: 'network', file: 'network.onnx', format: 'onnx' };
  const log = { path: 'log.csv', columns: { item: 'item' } };
  const resolved = resolveCase(caseSchema.parse({ rankscope: 1, name: 'Bench', log, models: [model] }));
  const scorer = await openOnnxScorer(
    { db, case: resolved } as Pick<Session, 'db' | 'case'>,
    resolved.models[0]!,
    file!,
  );
  const list = drawList(-1, 1);
  let rows = 0;
  let told = 0;
  const counted: BatchScorer = (input) => {
    rows += input.rows;
    return scorer.score(input);
  };
  const ours = await fastestOf(Number(repeat), async () => {
    [rows, told] = [0, 0];
    for (let item = 0; item < items; item++) {
      const background = pickRows(
        list,
        names.map((_, at) => at).filter((at) => at < items && at !== item),
      );
      const game = { scorer: counted, x: rowOf(list, item), background, groups: names.map((_, at) => [at]) };
      await shapley(game, { seed: 0, progress: () => told++ });
    }
  });
  await scorer.close();
  await db.close();
  print({ ours, baseline: await bareLoop(file!, rows, Number(repeat)), rows, progress: told });
}

async function bareLoop(file: string, rows: number, repeat: number): Promise<number> {
  withoutTelemetry();
  const ort = require('onnxruntime-node') as typeof import('onnxruntime-node');
  const session = await ort.InferenceSession.create(file, sessionOptions);
  const random = unitsFrom(2);
  const data = Float32Array.from({ length: batchRows * features }, () => random() * 2 - 1);
  const seconds = await fastestOf(repeat, async () => {
    for (let done = 0; done < rows; done += batchRows) {
      const some = Math.min(batchRows, rows - done);
      const input = new ort.Tensor('float32', data.subarray(0, some * features), [some, features]);
      await session.run({ [session.inputNames[0]!]: input });
    }
  });
  await session.release();
  return seconds;
}

function drawList(low: number, high: number): FeatureRows {
  const random = unitsFrom(7);
  const column = () => Float64Array.from({ length: items }, () => low + random() * (high - low));
  return { rows: items, columns: names.map(column) };
}

/** Seconds of the fastest of some rounds, after one to warm up. */
async function fastestOf(rounds: number, work: () => Promise<void>): Promise<number> {
  await work();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    best = Math.min(best, (performance.now() - start) / 1000);
  }
  return best;
}

function print(timing: ExplainTiming): void {
  console.log(JSON.stringify(timing));
}
