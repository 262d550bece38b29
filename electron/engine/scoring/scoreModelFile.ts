import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { headTable, scoresTable } from '../sql/scoring/scoreTables';
import type { CrashGuard } from './crashGuard';
import { headKey } from './modelKey';
import type { ModelHead, Scored } from './modelRecord';
import type { ModelRuntime } from './modelRuntime';
import { PartialScores } from './partialScores';
import { subjectOf } from './planOutput';
import { scoreBlend } from './scoreBlend';
import { type ScoreTarget, scoreFeatures } from './scoreFeatures';
import { scoreGuarded } from './scoreGuarded';
import type { ScoringInput } from './scoreModels';

/** A model whose file was found. */
export interface FoundModel {
  model: ResolvedModel;
  n: number;
  /** Real path. */
  file: string;
  key: string;
}

/**
 * Scores a model file into `scores_<n>` where `runtime` runs it. Several objectives are scored in one pass, each into
 * its own table, and blended. Scores of the session that is replaced are copied where their key still holds. Pages that an earlier build scored under the same key, before it was cancelled or its
 * process ended, are taken over; without a key of the tables nothing is kept.
 */
export async function scoreModelFile(
  input: ScoringInput,
  guard: CrashGuard,
  found: FoundModel,
  runtime: ModelRuntime,
): Promise<Scored & { key: string }> {
  const { db, tablesKey, former, signal } = input;
  const { model, n, key } = found;
  const targets = targetsOf(model, n);
  const taken = tablesKey === undefined ? null : await former?.take(db, key, targets, signal);
  const scored = taken ?? (await scoreTargets(input, guard, found, targets, runtime));
  if (!model.objectives) return { ...scored[0]!, key };
  const heads = Object.keys(model.objectives).map((name, index) => headOf(name, index + 1, key, scored[index]!));
  const parts = heads.map((head) => {
    return { name: head.name, k: head.k, key: head.key, table: headTable(n, head.k), weight: model.blend![head.name]! };
  });
  const blended = await scoreBlend(input, model, n, parts, true);
  return { ...blended, features: scored[0]!.features, heads };
}

async function scoreTargets(
  { db, tablesKey, sessionDir, case: resolved, signal, progress }: ScoringInput,
  guard: CrashGuard,
  { model, file, key }: FoundModel,
  targets: readonly ScoreTarget[],
  runtime: ModelRuntime,
): Promise<Scored[]> {
  const outputs = targets.map(({ output }) => output);
  const kept = tablesKey === undefined ? null : await PartialScores.open(sessionDir, key, outputs);
  return scoreGuarded(guard, key, kept, (pageKept) =>
    scoreFeatures(db, runtime, file, model, targets, {
      signal,
      progress: (done, total) => progress?.(done, total, `Scoring ${model.name}`),
      lists: resolved.features.lists,
      kept,
      pageKept,
    }),
  );
}

function targetsOf(model: ResolvedModel, n: number): ScoreTarget[] {
  const { objectives, output } = model;
  if (!objectives) return [{ table: scoresTable(n), output }];
  return Object.entries(objectives).map(([name, each], index) => ({
    table: headTable(n, index + 1),
    output: each,
    subject: subjectOf(name, model),
  }));
}

function headOf(name: string, k: number, key: string, scored: Scored): ModelHead {
  const { scoredRows, missingRows, nonFiniteRows } = scored;
  const output = scored.output!;
  return { k, name, output, key: headKey(key, output), scoredRows, missingRows, nonFiniteRows };
}
