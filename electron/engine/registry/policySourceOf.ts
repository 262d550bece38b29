import type { LogRole, ResolvedCase } from '../../../shared/case/resolvedCase';
import { outcomeColumn } from '../ingest/labelColumns';
import { randomizedColumn } from '../ingest/randomizedColumn';
import { roleColumns } from '../ingest/roles';
import type { PolicySource } from '../policy/policySource';
import { hasPositions } from '../session/builtinLists';
import type { Session } from '../session/session';
import { labelColumn } from '../sql/compare/listRows';

/** What off-policy estimates need of an open session. */
export function policySourceOf(session: Session): PolicySource {
  const { db, meta, case: resolved } = session;
  const { columns, counts } = meta;
  const has = (role: LogRole) => resolved.log.columns[role] !== undefined && columns.includes(roleColumns[role].column);
  return {
    db,
    rows: counts.rows,
    requests: counts.requests,
    columns,
    hasPositions: hasPositions(session),
    hasUsers: columns.includes('user_id'),
    propensity: propensityColumn(resolved, columns),
    kind: resolved.propensity?.kind ?? null,
    randomized: randomizedColumn(resolved, columns),
    weight: has('weight') ? roleColumns.weight.column : null,
    rewards: rewardColumns(resolved, columns),
  };
}

function propensityColumn({ propensity, log }: ResolvedCase, columns: readonly string[]): string | null {
  const role = log.columns.propensity === undefined ? undefined : roleColumns.propensity.column;
  const names = [role, propensity?.column ?? undefined];
  return names.find((each) => each !== undefined && columns.includes(each)) ?? null;
}

/** Later names stand in for earlier ones: a role, an outcome and a label of one name hold the same events. */
function rewardColumns(resolved: ResolvedCase, columns: readonly string[]): Map<string, string> {
  const roles = (['click', 'conversion', 'revenue', 'relevance'] as const).map(
    (role) => [role, roleColumns[role].column] as const,
  );
  const labels = resolved.labels.map(({ name }) => [name, labelColumn(name)] as const);
  const outcomes = resolved.outcomes.map((each) => [each.name, outcomeColumn(resolved, each)] as const);
  const present = [...roles, ...outcomes].filter(([, column]) => columns.includes(column));
  return new Map([...labels, ...present]);
}
