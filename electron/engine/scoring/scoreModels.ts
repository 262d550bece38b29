import { createHash } from 'node:crypto';
import path from 'node:path';
import type { ResolvedCase, ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import { readMlflow } from '../case/mlflowFolder';
import type { Queries } from '../db/connection';
import { dropScores } from '../sql/scoring/scoreTables';
import { CrashGuard } from './crashGuard';
import { mustStop, sentenceOf } from './modelFailure';
import { hashFile, resolveModelFile } from './modelFile';
import { type ModelRecord, nothingScored, type Scored } from './modelRecord';
import type { ModelRuntime } from './modelRuntime';
import { notBuilt, runKinds } from './notBuilt';
import { ortVersion } from './ortVersion';
import { limitPartialScores } from './partialScores';
import { processRuntime, treeRuntime } from './processRuntime';
import { scoreModelFile } from './scoreModelFile';
import { scoreRun } from './scoreRun';
import { treeWish } from './trees/treeModel';
import { treesVersion } from './trees/treeSession';
import { weightFiles } from './weightFiles';

/** Counts up with the format of score tables: an older table with another number is made again. */
const scoresVersion = 2;

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
  /** Models whose `scores_<n>` the reader has written already. */
  scored?: ReadonlyMap<number, Scored>;
  /** sha256 of model files by real path, where someone is computing it already; null = not there either. */
  hashes?: ReadonlyMap<string, Promise<string | null>>;
  /** Why the reader could not stage the file of model `n`, in a sentence. */
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
 * Scores every model of a case, in case order, into `scores_<n>`. A model that cannot be scored does not stop the
 * others: its record says why, and it has no table. Rejects only when cancelled, or when the database or disk fails.
 */
export async function scoreModels(input: ScoringInput): Promise<ModelRecord[]> {
  const guard = await CrashGuard.open(input.sessionDir);
  await limitPartialScores(input.sessionDir);
  const records: ModelRecord[] = [];
  for (const [index, model] of input.case.models.entries()) {
    input.progress?.(0, null, `Scoring ${model.name}`);
    records.push(await scoreModel(input, guard, model, index + 1));
  }
  return records;
}

async function scoreModel(
  input: ScoringInput,
  guard: CrashGuard,
  model: ResolvedModel,
  n: number,
): Promise<ModelRecord> {
  const { name, kind, file } = model;
  const record: ModelRecord = {
    n,
    name,
    kind,
    file,
    fileSha256: null,
    key: '',
    state: 'ready',
    reason: null,
    ...nothingScored,
  };
  const unsupported = notBuilt(model);
  if (unsupported) return { ...record, key: modelKey(input, model, null), state: 'unsupported', reason: unsupported };
  try {
    // A folder whose MLmodel could be read has become its file by now.
    if (kind === 'mlflow') await readMlflow(path.resolve(input.folder, file ?? ''));
    const real = await resolveModelFile(input.folder, file ?? '', input.case.allowOutside);
    record.fileSha256 = (await input.hashes?.get(real)) ?? (await hashFile(real, input.signal));
    record.key = modelKey(input, model, record.fileSha256, await weightHashes(input, real));
    return { ...record, ...(await scoreFile(input, guard, model, n, real, record.key)) };
  } catch (error) {
    await input.db.run(dropScores(n));
    if (mustStop(error, input.signal)) throw error;
    return { ...record, state: 'failed', reason: sentenceOf(error) };
  }
}

async function scoreFile(
  input: ScoringInput,
  guard: CrashGuard,
  model: ResolvedModel,
  n: number,
  real: string,
  key: string,
): Promise<Scored> {
  const { db, union, signal } = input;
  const staged = input.stageErrors?.get(n);
  if (staged !== undefined) throw new RankscopeError({ code: 'input', message: staged });
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
  if (model.kind === 'onnx')
    return scoreModelFile(input, guard, model, n, real, key, input.runtime ?? processRuntime());
  return scoreModelFile(input, guard, treeWish(model), n, real, key, input.treeRuntime ?? treeRuntime());
}

/** The content of the files beside an ONNX file that hold its weights. */
async function weightHashes({ hashes, signal }: ScoringInput, real: string): Promise<string[]> {
  const files = await weightFiles(real);
  return Promise.all(files.map(async (file) => (await hashes?.get(file)) ?? hashFile(file, signal)));
}

function modelKey(
  { tablesKey, union }: ScoringInput,
  model: ResolvedModel,
  fileSha256: string | null,
  weights: readonly string[] = [],
): string {
  const { kind, columns, features, rename, missing, inputs, output, featuresFrom, listwise } = model;
  const parts = [
    scoresVersion,
    kind === 'lightgbm' || kind === 'xgboost' ? treesVersion : ortVersion,
    tablesKey ?? '',
    union,
    kind,
    fileSha256,
    weights,
    columns,
    features,
    rename,
    missing,
    inputs,
    output,
    featuresFrom,
    listwise,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
