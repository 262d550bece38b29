import { type BuiltinContestant, builtinContestants } from '../../../shared/case/builtinContestants';
import { rankerStage, stageRankColumn } from '../../../shared/case/rankerStage';
import type { Session } from './session';

type Known = Pick<Session, 'meta' | 'case'>;

/** The column with the ranks of `@ranker`: the last stage before the rules; null without such a stage. */
export function rankerColumn({ meta, case: resolved }: Known): string | null {
  const stage = rankerStage(resolved);
  const column = stage === null ? null : stageRankColumn(stage.name);
  return column !== null && meta.columns.includes(column) ? column : null;
}

/** Whether the log says at which positions items were shown. */
export function hasPositions({ meta, case: resolved }: Known): boolean {
  return meta.columns.includes('position') && resolved.log.columns.position !== undefined;
}

/** The built-in contestants that the session has lists of. */
export function builtinLists(session: Known): BuiltinContestant[] {
  const absent = new Set<BuiltinContestant>();
  if (!hasPositions(session)) absent.add('@logged');
  if (rankerColumn(session) === null) absent.add('@ranker');
  return builtinContestants.filter((name) => !absent.has(name));
}
