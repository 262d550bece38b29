import type { ResolvedCase } from './resolvedCase';

type Stage = ResolvedCase['stages'][number];

/**
 * The stage whose order `@ranker` means: the last with a rank before the rules, which are the first stage that gives
 * reasons or whose rank is the shown position. Null when no stage has a rank of its own.
 */
export function rankerStage({ stages, log }: Pick<ResolvedCase, 'stages' | 'log'>): Stage | null {
  const isRules = (stage: Stage) =>
    stage.reason !== undefined || (stage.rank !== undefined && stage.rank === log.columns.position);
  const rules = stages.findIndex(isRules);
  const before = rules < 0 ? stages : stages.slice(0, rules);
  return before.findLast((stage) => stage.rank !== undefined) ?? null;
}

/** The column of `impressions` with a stage's rank: INTEGER, from 1; null = the row did not reach it. */
export function stageRankColumn(stage: string): string {
  return `stage_rank:${stage}`;
}

/** The column of `impressions` with a stage's score: DOUBLE; null = the row did not reach it. */
export function stageScoreColumn(stage: string): string {
  return `stage_score:${stage}`;
}
