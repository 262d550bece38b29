import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { scoresTable } from '../sql/scoring/scoreTables';
import type { CrashGuard } from './crashGuard';
import type { Scored } from './modelRecord';
import type { ModelRuntime } from './modelRuntime';
import { PartialScores } from './partialScores';
import { scoreFeatures } from './scoreFeatures';
import { scoreGuarded } from './scoreGuarded';
import type { ScoringInput } from './scoreModels';

/**
 * Scores a model file into `scores_<n>` where `runtime` runs it. Pages that an earlier build scored under the same key, before it was cancelled
 * or its process ended, are taken over; without a key of the tables nothing is kept.
 */
export async function scoreModelFile(
  { db, tablesKey, sessionDir, case: resolved, signal, progress }: ScoringInput,
  guard: CrashGuard,
  model: ResolvedModel,
  n: number,
  file: string,
  key: string,
  runtime: ModelRuntime,
): Promise<Scored> {
  const targets = [{ table: scoresTable(n), output: model.output }];
  const kept = tablesKey === undefined ? null : await PartialScores.open(sessionDir, key, [model.output]);
  const [whole] = await scoreGuarded(guard, key, kept, (pageKept) =>
    scoreFeatures(db, runtime, file, model, targets, {
      signal,
      progress: (done, total) => progress?.(done, total, `Scoring ${model.name}`),
      lists: resolved.features.lists,
      kept,
      pageKept,
    }),
  );
  return whole!;
}
