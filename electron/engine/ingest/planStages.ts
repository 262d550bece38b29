import { stageRankColumn, stageScoreColumn } from '../../../shared/case/rankerStage';
import type { ResolvedCase } from '../../../shared/case/resolvedCase';
import { badNumber, badPosition, numberCell, positionCell } from '../sql/ingest/cells';
import type { PlannedColumn } from './planColumns';
import { requireColumn, type SourceColumn } from './readers/logSource';

/** Ranks and scores of the stages of serving. Their columns stay what else they are: roles, features or context. */
export function planStages({ stages }: ResolvedCase, columns: readonly SourceColumn[]): PlannedColumn[] {
  return stages.flatMap(({ name: stage, rank, score }, index) => {
    const find = (column: string, key: 'rank' | 'score') =>
      requireColumn(columns, column, { key: `stages.${index}.${key}` });
    const planned: PlannedColumn[] = [];
    if (rank !== undefined) {
      const { name, type } = find(rank, 'rank');
      planned.push({
        name: stageRankColumn(stage),
        expression: positionCell(name, type),
        source: name,
        role: null,
        bad: badPosition(name, type),
        badReason: 'is not a whole number',
      });
    }
    if (score !== undefined) {
      const { name, type } = find(score, 'score');
      planned.push({
        name: stageScoreColumn(stage),
        expression: numberCell(name, type),
        source: name,
        role: null,
        bad: badNumber(name, type),
        badReason: 'is not a number',
      });
    }
    return planned;
  });
}
