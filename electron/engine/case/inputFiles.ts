import { asList } from '../../../shared/case/asList';
import { dottedPath } from '../../../shared/case/parseCase';
import type { ModelKind, ResolvedCase } from '../../../shared/case/resolvedCase';
import { weightFiles } from '../scoring/weightFiles';
import { caseFile, caseFiles, filesIfThere, type PathContext } from './caseFiles';
import { type MlflowModel, readMlflow } from './mlflowFolder';
import { modelKind } from './modelKind';

/** Real paths of what a build reads. */
export interface InputFiles {
  log: string[];
  sql: string | null;
  tables: Record<string, string[]>;
  requests: string[];
  /** The file or the query of `recomputed`, and the tables of the query. */
  recomputed: { path: string[]; sql: string | null; tables: Record<string, string[]> };
  judgments: string | null;
  items: string[];
  users: string[];
  changes: string | null;
  /** In the order of `embeddings`; empty where there is no such file: a check says so, and the case is built without. */
  embeddings: string[][];
  novelty: string[];
  /** Training predictions, in the order of `models`; empty for models that name none. */
  training: string[][];
  /** In the order of `models`; null for models without a file. */
  models: (ModelInput | null)[];
}

/** The file of a model, and what it is. */
export interface ModelInput {
  file: string;
  kind: ModelKind;
  /** The MLflow folder that it was found in. */
  mlflow?: MlflowModel;
  /** Real paths of the files beside an ONNX file that hold its weights. */
  weights: string[];
}

type Base = Pick<PathContext, 'folder' | 'caseFile' | 'allowOutside'>;
type LineOf = (path: (string | number)[]) => number | undefined;

/** Finds every file that a case names; the first one that cannot be used is an `input` error. */
export async function resolveInputs(resolved: ResolvedCase, base: Base, lineOf: LineOf): Promise<InputFiles> {
  const at = (...path: (string | number)[]): PathContext => ({ ...base, key: dottedPath(path), line: lineOf(path) });
  const one = (given: string | null | undefined, ...path: (string | number)[]) =>
    given ? caseFile(given, at(...path)) : Promise.resolve(null);
  const many = (given: readonly string[] | null | undefined, ...path: (string | number)[]) =>
    given ? caseFiles(given, at(...path)) : Promise.resolve([]);
  const { log, items, users, judgments } = resolved;
  const named = async (given: Record<string, string | string[]>, ...path: string[]) => {
    const tables: Record<string, string[]> = {};
    for (const [name, paths] of Object.entries(given)) tables[name] = await many(asList(paths), ...path, name);
    return tables;
  };
  const { recomputed } = resolved.written;
  return {
    log: await many(log.path, 'log', 'path'),
    sql: await one(log.sql, 'log', 'sql'),
    tables: await named(log.tables, 'log', 'tables'),
    requests: await many(log.requests?.path, 'log', 'requests', 'path'),
    recomputed: {
      path: await many(recomputed?.path === undefined ? null : asList(recomputed.path), 'recomputed', 'path'),
      sql: await one(recomputed?.sql, 'recomputed', 'sql'),
      tables: await named(recomputed?.tables ?? {}, 'recomputed', 'tables'),
    },
    judgments: await one(judgments?.path, 'judgments'),
    items: await many(items?.path, 'items', 'path'),
    users: await many(users?.path, 'users', 'path'),
    changes: await one(resolved.written.changes, 'changes'),
    embeddings: await Promise.all(
      (resolved.written.embeddings ?? []).map(({ path }, index) => filesIfThere(path, at('embeddings', index, 'path'))),
    ),
    novelty: await many(resolved.novelty?.path, 'novelty', 'path'),
    training: await Promise.all(
      resolved.models.map(({ training }, index) => many(training, 'models', index, 'blending', 'training')),
    ),
    models: await Promise.all(
      resolved.models.map((model, index) => findModel(model.file, model.kind, at('models', index, 'file'))),
    ),
  };
}

// MLflow models are folders with a file MLmodel, and accepted here only. One that cannot be read stays a folder: the
// other models of the case can be scored, and scoring says what is wrong with it.
async function findModel(file: string | null, kind: ModelKind, context: PathContext): Promise<ModelInput | null> {
  if (file === null) return null;
  const [found] = await caseFiles([file], { ...context, folderWith: 'MLmodel' });
  const known = kind === 'auto' ? await modelKind(found!) : kind;
  const mlflow = known === 'mlflow' ? await readMlflow(found!).catch(() => null) : null;
  const { file: real, kind: inner } = mlflow ?? { file: found!, kind: known };
  const weights = inner === 'onnx' ? await weightFiles(real) : [];
  return { file: real, kind: inner, weights, ...(mlflow && { mlflow }) };
}

/** Every input file of a build, each once, in a stable order. */
export function allInputs(inputs: InputFiles): string[] {
  const { log, sql, tables, requests, recomputed, judgments, items, users, changes, models } = inputs;
  const { embeddings, novelty, training } = inputs;
  const ofModels = models.flatMap((each) => [
    each?.file ?? null,
    each?.mlflow?.description ?? null,
    ...(each?.weights ?? []),
  ]);
  const single = [sql, recomputed.sql, judgments, changes, ...ofModels];
  const queried = [tables, recomputed.tables].flatMap((each) => Object.values(each).flat());
  const listed = [
    ...log,
    ...queried,
    ...requests,
    ...recomputed.path,
    ...items,
    ...users,
    ...embeddings.flat(),
    ...novelty,
    ...training.flat(),
  ];
  return [...new Set([...listed, ...single.filter((each) => each !== null)])];
}
