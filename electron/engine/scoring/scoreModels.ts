import path from 'node:path';
import type { ResolvedCase, ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import { readMlflow } from '../case/mlflowFolder';
import type { Queries } from '../db/connection';
import type { FormerScores } from '../session/formerScores';
import { quantileTable } from '../sql/scoring/quantiles';
import { dropScores, headTable, scoresTable } from '../sql/scoring/scoreTables';
import { CrashGuard } from './crashGuard';
import { mustStop, sentenceOf } from './modelFailure';
import { hashFile, resolveModelFile } from './modelFile';
import { modelKey } from './modelKey';
import { type ModelRecord, nothingScored, type Scored } from './modelRecord';
import type { ModelRuntime } from './modelRuntime';
import { limitPartialScores } from './partialScores';
import { holdTreeThreads, processRuntime, readTrees, treeRuntime } from './processRuntime';
import { runKinds } from './runKinds';
import { scoreBlends } from './scoreBlends';
import { type FoundModel, scoreModelFile } from './scoreModelFile';
import { scoreRun } from './scoreRun';
import { isForest, treeWish } from './trees/treeModel';
import { weightFiles } from './weightFiles';

export interface ScoringInput {
  /** The session that is being built; it holds `impressions`, `features_logged` and `stage_run_<n>`. */
  db: Queries;
  case: ResolvedCase;
  /** The case folder: model files are relative to it. */
  folder: string;
  /** Where the session file lies and is kept from build to build. */
  sessionDir: string;
  /** Lists of score files and runs hold exactly the file's rows. */
  union: boolean;
  /** Key of the feature and row tables: a part of each model's key. Absent: no scoring is taken up again. */
  tablesKey?: string;
  /** Scores of the session that is replaced, where their keys still hold. */
  former?: Pick<FormerScores, 'take'> | null;
  /** Models whose `scores_<n>` the reader has written already. */
  scored?: ReadonlyMap<number, Scored>;
  /** sha256 of model files by real path, where someone is computing it already; null = not there either. */
  hashes?: ReadonlyMap<string, Promise<string | null>>;
  /** Real paths of training predictions, in the order of the models; the reader has made `quantile_steps_<n>_<k>` of them. */
  training?: readonly (readonly string[])[];
  /** Why the reader could not stage the file or the training predictions of model `n`, in a sentence. */
  stageErrors?: ReadonlyMap<number, string>;
  signal?: AbortSignal;
  /** `done` and `total` in rows of the model named in `text`. */
  progress?: (done: number, total: number | null, text: string) => void;
  /** Where ONNX models run; default: the process's scoring thread. */
  runtime?: ModelRuntime;
  /** Where models of trees run; default: the process's threads for trees. */
  treeRuntime?: ModelRuntime;
}

/**
 * Scores every model of a case into `scores_<n>`, blends of models behind what they are made of. A model that cannot be
 * scored does not stop the others: its record says why, and it has no table. Rejects only when cancelled, or when the
 * database or disk fails. Records are in case order.
 */
export async function scoreModels(input: ScoringInput): Promise<ModelRecord[]> {
  const guard = await CrashGuard.open(input.sessionDir);
  await limitPartialScores(input.sessionDir);
  const records: ModelRecord[] = [];
  const release = holdTreeThreads();
  try {
    for (const [index, model] of input.case.models.entries()) {
      if (model.kind === 'blend') continue;
      input.progress?.(0, null, `Scoring ${model.name}`);
      records.push(await scoreModel(input, guard, model, index + 1));
    }
  } finally {
    release();
  }
  const blends = await scoreBlends(input, records);
  return [...records, ...blends].sort((a, b) => a.n - b.n);
}

async function scoreModel(
  input: ScoringInput,
  guard: CrashGuard,
  model: ResolvedModel,
  n: number,
): Promise<ModelRecord> {
  const { name, kind, file } = model;
  const facts = { n, name, kind, file };
  const record: ModelRecord = { ...facts, fileSha256: null, key: '', state: 'ready', reason: null, ...nothingScored };
  try {
    // A folder whose MLmodel could be read has become its file by now.
    if (kind === 'mlflow') await readMlflow(path.resolve(input.folder, file ?? ''));
    const real = await resolveModelFile(input.folder, file ?? '', input.case.allowOutside);
    record.fileSha256 = (await input.hashes?.get(real)) ?? (await hashFile(real, input.signal));
    const { tablesKey, union } = input;
    const weights = await weightHashes(input, real);
    record.key = modelKey(model, { tablesKey, union, fileSha256: record.fileSha256, weights });
    return { ...record, ...(await scoreFile(input, guard, { model, n, file: real, key: record.key })) };
  } catch (error) {
    await dropTables(input.db, model, n);
    if (mustStop(error, input.signal)) throw error;
    return { ...record, state: 'failed', reason: sentenceOf(error) };
  }
}

async function scoreFile(
  input: ScoringInput,
  guard: CrashGuard,
  found: FoundModel,
): Promise<Scored & { key?: string }> {
  const { db, union, signal } = input;
  const { model, n } = found;
  const staged = input.stageErrors?.get(n);
  if (staged !== undefined) throw new RankscopeError({ code: 'input', message: staged });
  if (model.objectives && !runKinds.includes(model.kind)) throw oneScoreOnly(model);
  const scored = input.scored?.get(n);
  if (scored) return scored;
  if (model.kind === 'scores' || model.kind === 'trec') return scoreRun(db, model, n, union, signal);
  if (!runKinds.includes(model.kind)) {
    throw new RankscopeError({
      code: 'input',
      message: `It is not clear what kind of model ${model.file} is.`,
      hint: 'Say format: of this model.',
    });
  }
  if (model.kind === 'onnx') return scoreModelFile(input, guard, found, await onnxRuntime(input, model, found.file));
  const trees = model.objectives ? model : treeWish(model);
  return scoreModelFile(input, guard, { ...found, model: trees }, input.treeRuntime ?? treeRuntime());
}

function oneScoreOnly({ kind, file }: ResolvedModel): RankscopeError {
  const what = kind === 'trec' ? 'a TREC run' : kind === 'scores' ? 'a file of scores' : 'of a kind that is not clear';
  return new RankscopeError({
    code: 'input',
    message: `${file} is ${what}, and objectives are outputs of an ONNX, LightGBM or XGBoost model.`,
    hint: 'Give each objective as a model of its own, and a model without a file whose blend: weighs them.',
  });
}

async function dropTables(db: Queries, { objectives }: ResolvedModel, n: number): Promise<void> {
  const heads = Object.keys(objectives ?? {}).flatMap((_, index) => [
    headTable(n, index + 1),
    quantileTable(n, index + 1),
  ]);
  for (const table of [scoresTable(n), ...heads]) await db.run(dropScores(table));
}

/** The threads for trees where the whole graph is one ensemble that they are fast at, else ONNX Runtime. */
async function onnxRuntime(input: ScoringInput, model: ResolvedModel, file: string): Promise<ModelRuntime> {
  const trees = await readTrees(file);
  if (trees?.fast && isForest(trees, model)) return input.treeRuntime ?? treeRuntime();
  return input.runtime ?? processRuntime();
}

/** The content of the files beside an ONNX file that hold its weights. */
async function weightHashes({ hashes, signal }: ScoringInput, real: string): Promise<string[]> {
  const files = await weightFiles(real);
  return Promise.all(files.map(async (file) => (await hashes?.get(file)) ?? hashFile(file, signal)));
}
